using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Reads the words about single values.</summary>
internal static class ValueReaders
{
    private const int ShownValues = 5;

    /// <summary><c>enum</c>.</summary>
    public static Keyword? Enum(SchemaSite site, DocumentNode node)
    {
        if (node.Kind is NodeKind.List && node.Items.Count > 0)
        {
            var shown = node.Items.Take(ShownValues).Select(Shown);
            var text = $"one of {string.Join(", ", shown)}{(node.Items.Count > ShownValues ? $" and {SchemaSite.Text(node.Items.Count - ShownValues)} more" : "")}";
            return site.Values(node, node.Items) is { } values ? new EnumWord(values, text) : null;
        }

        site.Faults.Error(node, "AP0064", "'enum' is a list with one value at least");
        return null;
    }

    /// <summary><c>const</c>.</summary>
    public static Keyword? Const(SchemaSite site, DocumentNode node) => site.Values(node, [node]) is { } values ? new EnumWord(values, Shown(node)) : null;

    /// <summary><c>pattern</c>.</summary>
    public static Keyword? Pattern(SchemaSite site, DocumentNode node) => site.Pattern(node, node.Text) is { } pattern ? new PatternWord(site.Types, pattern, node.Text) : null;

    /// <summary><c>format</c>; one that is not known is an annotation, as JSON Schema has it.</summary>
    public static Keyword? Format(SchemaSite site, DocumentNode node) => node.Text switch
    {
        "int32" => new WidthWord(site.Types, "int32", "-2147483648", "2147483647"),
        "int64" => new WidthWord(site.Types, "int64", "-9223372036854775808", "9223372036854775807"),
        var name => TextFormats.All.TryGetValue(name, out var format) ? new FormatWord(site.Types, name, format) : null,
    };

    private static string Shown(DocumentNode node)
    {
        var text = new System.Text.StringBuilder();
        return DocumentJson.Write(node, text, 60) ? text.ToString() : "…";
    }
}
