using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>
/// Compiles the schemas of one document. A schema that is asked for is there at once and filled in later, so that schemas may contain one another,
/// and no document is deep enough to matter.
/// </summary>
/// <param name="isOld">Whether the document is OpenAPI 3.0, where what stands beside a <c>$ref</c> is ignored (Reference Object).</param>
/// <param name="skipUnsupported">Whether what cannot be enforced is a warning.</param>
internal sealed class SchemaCompiler(References references, DocumentFaults faults, bool isOld, bool skipUnsupported)
{
    private readonly Dictionary<DocumentNode, Schema> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<DocumentNode> _waiting = new();
    private readonly Schema _anything = new("");

    /// <summary>The schema of a node. References are followed; one that leads nowhere is a schema for anything, and a fault.</summary>
    public Schema Of(DocumentNode node)
    {
        if (IsPlainReference(node))
        {
            var target = references.Resolve(node);
            if (target is null) return _anything;
            node = target;
        }

        if (_known.TryGetValue(node, out var known)) return known;
        var schema = _known[node] = new Schema(node.Pointer);
        _waiting.Enqueue(node);
        return schema;
    }

    /// <summary>What a <c>$ref</c> names.</summary>
    public Schema Referred(DocumentNode reference) => references.Target(reference) is { } target ? Of(target) : _anything;

    /// <summary>A schema by the name or pointer that a discriminator gives; null, and a fault, when there is none.</summary>
    public Schema? Mapped(DocumentNode at, string name)
    {
        var target = name.StartsWith('#')
            ? references.Target(new DocumentNode(NodeKind.Text, name, at.At))
            : references.Root["components"]?["schemas"]?[name];
        if (target is not null) return Of(target);
        faults.Error(at, "AP0041", $"The discriminator names '{name}', which is no schema here");
        return null;
    }

    /// <summary>Fills in all that were asked for, and looks for those that contain themselves.</summary>
    public void Finish()
    {
        while (_waiting.TryDequeue(out var node)) Fill(_known[node], node);
        foreach (var (node, schema) in _known)
        {
            if (SchemaCircle.Contains(schema)) faults.Error(node, "AP0042", "The schema contains itself without anything between: no value could ever be checked");
        }
    }

    /// <summary>Tells of a thing that cannot be enforced: a fault, unless the operator chose to go without.</summary>
    public void Unsupported(DocumentNode at, string code, string message)
    {
        if (skipUnsupported) faults.Warning(at, code, message);
        else faults.Error(at, code, message, "skip_unsupported: true goes without it");
    }

    private bool IsPlainReference(DocumentNode node) =>
        node["$ref"] is not null && node.Members.TrueForAll(m => m.Key is "$ref" || !Counts(m.Key));

    // These three are written beside references in 3.0, too, by everybody who means them.
    private bool Counts(string word) => isOld ? word is "nullable" or "readOnly" or "writeOnly" : SchemaWords.IsAssertion(word);

    private void Fill(Schema schema, DocumentNode node)
    {
        if (node is { Kind: NodeKind.Flag })
        {
            if (node.Text is "false") schema.Forbid();
            return;
        }

        if (node.Kind is not NodeKind.Map)
        {
            faults.Error(node, "AP0043", "A schema is a map, or true or false");
            return;
        }

        var site = new SchemaSite(node, TypesOf(node), this, faults);
        if (isOld && node["$ref"] is { } reference)
        {
            schema.Fill(JsonTypes.Any, site.Is("nullable"), site.Is("readOnly"), site.Is("writeOnly"), [new AllWord([Referred(reference)])]);
            return;
        }

        if (node["format"]?.Text is "binary" || node["contentMediaType"] is not null || node["contentEncoding"] is not null) schema.BeBinary();
        schema.Fill(site.Types, site.Is("nullable"), site.Is("readOnly"), site.Is("writeOnly"), [.. SchemaWords.Of(site)]);
    }

    private JsonTypes TypesOf(DocumentNode node)
    {
        if (node["type"] is not { } type) return JsonTypes.Any;
        IReadOnlyList<DocumentNode> words = type.Kind is NodeKind.List ? type.Items : [type];
        var types = JsonTypes.Any;
        foreach (var word in words)
        {
            // A YAML author writes null where the text "null" is meant.
            var one = word.Kind is NodeKind.Nothing ? JsonTypes.Null : JsonTypeWords.Of(word.Text);
            if (one is JsonTypes.Any) faults.Error(word, "AP0044", $"There is no type '{word.Text}'", "object, array, string, number, integer, boolean or null");
            types |= one;
        }

        return types;
    }
}
