using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Policies;
using Palisade.Protection.Yaml;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Reads the text of a policy file: YAML documents to objects, every fault with its place.</summary>
public static class PolicyText
{
    /// <summary>Reads one file. Objects with faults are among the documents, so that what names them is not faulted for it; none is for use unless there are no faults.</summary>
    /// <param name="file">Its name in faults.</param>
    public static (IReadOnlyList<PolicyDocument> Documents, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var (documents, faults) = (new List<PolicyDocument>(), new List<Diagnostic>());
        try
        {
            var stream = new YamlStream();
            stream.Load(new BoundedParser(new StringReader(text)));
            foreach (var document in stream.Documents) Read(file, document.RootNode, documents, faults);
        }
        catch (YamlException fault)
        {
            faults.Add(new(PolicyDocument.At(file, fault.Start), DiagnosticSeverity.Error, PolicyCodes.Yaml, $"Not YAML: {OneLine(fault.Message)}"));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The scanner's own, for some texts that are no YAML; it does not say where.
            faults.Add(new(new(file, 1, 1), DiagnosticSeverity.Error, PolicyCodes.Yaml, $"Not YAML: {OneLine(fault.Message)}"));
        }

        return (documents, faults);
    }

    /// <summary>Reads an object of a manager as a file would be read. It never becomes text: what YAML would make of odd characters, it cannot.</summary>
    internal static (IReadOnlyList<PolicyDocument> Documents, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, ObjectDraft draft)
    {
        var key = draft.Key.Local;
        // Notes of programs, and whether it is delivered, are nothing that files have.
        var metadata = (draft.Metadata with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal), Disable = false }).ToNode();
        // What is said of delivery is read elsewhere.
        var spec = key.Kind == KindNames.Site ? SiteDelivery.Protection(draft.Spec) : PlatformSets.Named(draft);
        var root = Node.OfMap([new("kind", Node.OfText(key.Kind)), new("metadata", metadata.With("name", Node.OfText(key.Name))), new("spec", spec)]);
        var (documents, faults) = (new List<PolicyDocument>(), new List<Diagnostic>());
        Read(file, NodeTree.Of(root), documents, faults);
        return (documents, faults);
    }

    private static void Read(string file, YamlNode root, List<PolicyDocument> documents, List<Diagnostic> faults)
    {
        // Nothing between two separators, or nothing but comments.
        if (root is YamlScalarNode { Value: "" or null }) return;
        if (root is not YamlMappingNode map)
        {
            faults.Add(new(PolicyDocument.At(file, root.Start), DiagnosticSeverity.Error, PolicyCodes.Document, "A document is a mapping with kind, metadata and spec"));
            return;
        }

        var before = faults.Count;
        var policy = Fields.Read(file, map, "", faults, Object);
        if (policy is null) return;

        var document = new PolicyDocument(file, map, policy);
        // What could not be read as it should is said; its defaults would only be complained about again.
        if (faults.Count == before) faults.AddRange(policy.Check().Select(fault => document.Fault(fault)));
        documents.Add(document);
    }

    private static PolicyObject? Object(Fields fields)
    {
        var kind = fields.Text("kind");
        var metadata = fields.Mapping("metadata", Metadata);
        if (metadata is null && !fields.Has("metadata")) fields.Fault("metadata", PolicyCodes.Missing, "missing", "metadata: {name: …}");
        if (!PolicyKinds.All.TryGetValue(kind, out var read))
        {
            _ = fields.Has("spec");
            if (kind.Length > 0) fields.Fault("kind", PolicyCodes.Kind, $"there is no kind '{kind}'", string.Join(", ", PolicyKinds.All.Keys.Order(StringComparer.Ordinal)));
            return null;
        }

        var spec = fields.Mapping("spec", read);
        if (spec is null && !fields.Has("spec")) fields.Fault("spec", PolicyCodes.Missing, "missing", "spec: {…}");
        return metadata is null || spec is null ? null : new PolicyObject(kind, metadata, spec);
    }

    private static ObjectMetadata Metadata(Fields fields) => new()
    {
        Name = fields.Text("name"),
        Description = fields.OptionalText("description") ?? "",
        Labels = fields.Pairs("labels"),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
