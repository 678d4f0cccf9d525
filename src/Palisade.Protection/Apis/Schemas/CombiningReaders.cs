using System.Text;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Reads the words that combine schemas.</summary>
internal static class CombiningReaders
{
    /// <summary><c>if</c> with what follows from it.</summary>
    public static Keyword? If(SchemaSite site, DocumentNode node)
    {
        var then = site.Node["then"] is { } yes ? site.Schema(yes) : null;
        var otherwise = site.Node["else"] is { } no ? site.Schema(no) : null;
        return then is null && otherwise is null ? null : new IfWord(site.Schema(node), then, otherwise);
    }

    /// <summary><c>oneOf</c> or <c>anyOf</c> beside a <c>discriminator</c>. A reference to a schema is found by its name, and by every name that the mapping gives it.</summary>
    public static Keyword? Discriminated(SchemaSite site, DocumentNode alternatives)
    {
        var schemas = site.Schemas(alternatives);
        var discriminator = site.Node["discriminator"]!;
        if (discriminator["propertyName"] is not { Kind: NodeKind.Text } property)
        {
            site.Faults.Error(discriminator, "AP0073", "A discriminator needs a propertyName");
            return null;
        }

        var byValue = new Dictionary<string, Schema>(StringComparer.Ordinal);
        for (var i = 0; i < schemas.Length; i++)
        {
            if (alternatives.Items[i]["$ref"] is { Kind: NodeKind.Text, Text: var reference }) byValue.TryAdd(reference[(reference.LastIndexOf('/') + 1)..], schemas[i]);
        }

        foreach (var (value, target) in discriminator["mapping"]?.Members ?? [])
        {
            if (site.Compiler.Mapped(target, target.Text) is { } schema) byValue[value] = schema;
        }

        // Alternatives without a name cannot be told by the value.
        if (byValue.Count == 0) return new AnyWord(schemas);
        var table = new NameTable<Schema>([.. byValue.Select(v => (Encoding.UTF8.GetBytes(v.Key), v.Value))]);
        return new DiscriminatorWord(property.Text, table, schemas);
    }
}
