using Palisade.Api.Faults;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Http;

namespace Palisade.Manager.Objects;

/// <summary>Reads objects from bodies.</summary>
internal static class ObjectBodies
{
    /// <summary>A body of one object: a spec has up to 8 MiB, and YAML writes more around it.</summary>
    public static BodyShape One { get; } = new(typeof(Node), 16 * 1024 * 1024, Yaml: true);

    /// <summary>A body of many.</summary>
    public static BodyShape Many { get; } = new(typeof(Node), DocumentLimits.Usual.Bytes, Yaml: true);

    /// <summary>Reads the object that the path names. What the path says need not be said again, and must not be said otherwise.</summary>
    /// <param name="name">Null where the path names none.</param>
    public static async Task<ObjectDocument> ReadOneAsync(this Call call, string? name)
    {
        var (bytes, yaml) = await call.BodyAsync();
        var documents = Documents(bytes, yaml);
        if (documents is not [var root]) throw new RequestRefused(400, $"The body has {documents.Count} documents; one is taken.");
        var (kind, space) = (call.Kind, call.Namespace);
        var (read, faults) = ObjectText.ReadOne(Complete(root, kind, space, name), call.Tenant, space.Length > 0 ? space : ObjectNames.DefaultNamespace);
        if (faults.Count > 0) throw Invalid(faults);
        var key = read!.Draft.Key.Local;
        Same("kind", kind.Name, key.Kind);
        Same("metadata.namespace", kind.InNamespace ? space : "", key.Namespace);
        if (name is not null) Same("metadata.name", name, key.Name);
        return read;

        static void Same(string field, string path, string body)
        {
            if (path != body) throw BodyText.Invalid([new(field, $"The path says '{path}', the body '{body}'.")]);
        }
    }

    /// <summary>Reads every object of a body.</summary>
    /// <param name="space">The namespace of objects that name none.</param>
    public static async Task<IReadOnlyList<ObjectDocument>> ReadManyAsync(this Call call, string space)
    {
        var (bytes, yaml) = await call.BodyAsync();
        if (yaml)
        {
            var (objects, broken) = ObjectText.Read(bytes, call.Tenant, space);
            return broken.Count == 0 ? objects : throw Invalid(broken);
        }

        var documents = Documents(bytes, yaml: false);
        if (documents.Count > DocumentLimits.Usual.Documents) throw BodyText.Malformed(new(documents[DocumentLimits.Usual.Documents].At, $"The body has more than {DocumentLimits.Usual.Documents} objects."));
        var read = documents.Select(d => ObjectText.ReadOne(d, call.Tenant, space)).ToList();
        var faults = read.SelectMany(r => r.Faults).ToList();
        return faults.Count == 0 ? [.. read.Select(r => r.Object!)] : throw Invalid(faults);
    }

    private static RequestRefused Invalid(IReadOnlyList<PlacedFault> faults) =>
        // A fault of no object is one of the text.
        faults.All(f => f.Object.Length == 0 && f.Fault.Field.Length == 0)
            ? new(400, "The body cannot be read.", [.. faults.Take(200).Select(Tell)])
            : BodyText.Invalid(faults.Take(1000).Select(Tell));

    private static Fault Tell(PlacedFault f) => new(f.Fault.Field, f.Fault.Message, f.Object, f.At.Line, f.At.Column);

    // JSON: an object, a list of them, or what a list answers.
    private static IReadOnlyList<Node> Documents(byte[] bytes, bool yaml)
    {
        if (yaml)
        {
            var (documents, fault) = YamlText.Read(bytes);
            return fault is { } broken ? throw BodyText.Malformed(broken) : documents;
        }

        var root = BodyText.Json(bytes);
        return root.Kind is NodeKind.List ? root.Items : root["items"] is { Kind: NodeKind.List } items && root["kind"] is null ? items.Items : [root];
    }

    private static Node Complete(Node root, ObjectKind kind, string space, string? name)
    {
        if (root.Kind is not NodeKind.Map) return root;
        if (root["kind"] is null) root = root.With("kind", Node.OfText(kind.Name, root.At));
        var metadata = root["metadata"] ?? Node.EmptyMap;
        if (metadata.Kind is not NodeKind.Map) return root;
        if (name is not null && metadata["name"] is null) metadata = metadata.With("name", Node.OfText(name, root.At));
        if (kind.InNamespace && metadata["namespace"] is null) metadata = metadata.With("namespace", Node.OfText(space, root.At));
        return metadata["name"] is null ? root : root.With("metadata", metadata);
    }
}
