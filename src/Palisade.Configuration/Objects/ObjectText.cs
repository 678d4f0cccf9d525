using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Objects;

/// <summary>An object as it was read, and the document it came from.</summary>
/// <param name="Version">The version that the document says it is of; null where it says none.</param>
public sealed record ObjectDocument(ObjectDraft Draft, string? Version, Node Root)
{
    /// <summary>Where a field is written, or the nearest one around it that is.</summary>
    public Spot PlaceOf(string field) => FieldPath.Nearest(Root, field).At;
}

/// <summary>A fault of a file, with its place.</summary>
/// <param name="Object">Which object it is in, as <c>kind name</c>; empty where that is not known.</param>
public sealed record PlacedFault(Spot At, string Object, ConfigFault Fault)
{
    /// <summary><c>line:column: kind name, field: message</c>.</summary>
    public override string ToString() => $"{At.Line}:{At.Column}: {(Object.Length > 0 ? Object + ", " : "")}{(Fault.Field.Length > 0 ? Fault.Field + ": " : "")}{Fault.Message}";
}

/// <summary>Reads objects from files: YAML of one document or many, of which JSON is a part. Every fault has its place and its field.</summary>
public static class ObjectText
{
    /// <summary>Reads a file.</summary>
    /// <param name="tenant">Whose objects they are; a file that says another tenant is refused.</param>
    /// <param name="space">The namespace of objects that name none.</param>
    public static (IReadOnlyList<ObjectDocument> Objects, IReadOnlyList<PlacedFault> Faults) Read(
        ReadOnlySpan<byte> file, string tenant, string space = ObjectNames.DefaultNamespace, DocumentLimits? limits = null)
    {
        var (objects, faults) = (new List<ObjectDocument>(), new List<PlacedFault>());
        var (documents, broken) = YamlText.Read(file, limits);
        foreach (var document in documents) Read(document, tenant, space, objects, faults);
        if (broken is { } fault) faults.Add(new(fault.At, "", new("", fault.Message)));
        foreach (var twice in objects.GroupBy(o => o.Draft.Key).Where(g => g.Count() > 1))
            faults.Add(new(twice.Last().PlaceOf("metadata.name"), twice.Key.Local.ToString(), new("metadata.name", $"There is another one of that name in line {twice.First().Root.At.Line}.")));
        return (objects, faults);
    }

    /// <summary>Reads one document.</summary>
    public static (ObjectDocument? Object, IReadOnlyList<PlacedFault> Faults) ReadOne(Node document, string tenant, string space = ObjectNames.DefaultNamespace)
    {
        var (objects, faults) = (new List<ObjectDocument>(), new List<PlacedFault>());
        Read(document, tenant, space, objects, faults);
        return (objects.FirstOrDefault(), faults);
    }

    private static void Read(Node document, string tenant, string space, List<ObjectDocument> objects, List<PlacedFault> faults)
    {
        if (document.Kind is not NodeKind.Map)
        {
            faults.Add(new(document.At, "", new("", "A document is a mapping with kind, metadata and spec.")));
            return;
        }

        var found = new List<ConfigFault>();
        var draft = Fields.Read(document, "", found, fields => Draft(fields, tenant, space));
        var read = new ObjectDocument(draft, document["system_metadata"]?["version"]?.Value, document);
        // What could not be read as it should is said; its defaults would only be complained about again.
        if (found.Count == 0) found.AddRange(draft.Check());
        objects.Add(read);
        faults.AddRange(found.Select(f => new PlacedFault(read.PlaceOf(f.Field), draft.Key.Local.ToString(), f)));
    }

    private static ObjectDraft Draft(Fields fields, string tenant, string space)
    {
        var kind = fields.Text("kind");
        // What the store says of an object may stand in a file that was read from it, and is not taken from there.
        _ = fields.Has("system_metadata") | fields.Has("status");
        if (!fields.Has("metadata")) fields.Fault("metadata", "It is missing.");
        var head = fields.Mapping("metadata", f => Head.Read(f, kind, tenant, space)) ?? new Head(new(tenant, new(kind, "", "")), new());
        var spec = fields.Raw("spec") ?? Node.EmptyMap;
        return new(head.Key, head.Metadata, spec.Kind is NodeKind.Nothing ? Node.EmptyMap : spec);
    }

    private sealed record Head(ObjectKey Key, Annotated Metadata)
    {
        public static Head Read(Fields fields, string kind, string tenant, string space)
        {
            var (name, given, theirs) = (fields.Text("name"), fields.OptionalText("namespace"), fields.OptionalText("tenant"));
            if (theirs is not null && theirs != tenant) fields.Fault("tenant", $"These are objects of the tenant '{tenant}'.");
            var inNamespace = ObjectKinds.Find(kind)?.InNamespace ?? true;
            return new(new(tenant, new(kind, given ?? (inNamespace ? space : ""), name)), Annotated.Read(fields));
        }
    }
}
