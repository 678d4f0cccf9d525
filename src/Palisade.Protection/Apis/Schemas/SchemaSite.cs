using System.Globalization;
using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.Patterns;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>One schema while it is compiled: its node, its types, and the way to other schemas.</summary>
/// <param name="Node">The map.</param>
/// <param name="Types">What <c>type</c> says.</param>
internal sealed record SchemaSite(DocumentNode Node, JsonTypes Types, SchemaCompiler Compiler, DocumentFaults Faults)
{
    // Beyond this a hash index of enum values is larger than the whole of any description known to us.
    private const int MostEnumBytes = 4 * 1024 * 1024;

    /// <summary>A schema, compiled now or later.</summary>
    public Schema Schema(DocumentNode node) => Compiler.Of(node);

    /// <summary>Every schema of a list.</summary>
    public Schema[] Schemas(DocumentNode node)
    {
        if (node.Kind is NodeKind.List && node.Items.Count > 0) return [.. node.Items.Select(Schema)];
        Faults.Error(node, "AP0031", "A list of schemas is needed, with one at least");
        return [];
    }

    /// <summary>Every schema of a map, with its name.</summary>
    public IReadOnlyList<(byte[] Name, Schema Schema)> Named(DocumentNode node)
    {
        if (node.Kind is NodeKind.Map) return [.. node.Members.Select(m => (Encoding.UTF8.GetBytes(m.Key), Schema(m.Value)))];
        Faults.Error(node, "AP0032", "A map from names to schemas is needed");
        return [];
    }

    /// <summary>A count that is zero or more; null, and a fault, for anything else.</summary>
    public int? Count(DocumentNode node)
    {
        if (node.Kind is NodeKind.Number && JsonNumber.Of(Encoding.ASCII.GetBytes(node.Text)).TryCount(out var count)) return count;
        Faults.Error(node, "AP0033", $"'{node.Name}' is a whole number from 0 to {int.MaxValue}");
        return null;
    }

    /// <summary>The names of a list.</summary>
    public IReadOnlyList<string> Names(DocumentNode node)
    {
        if (node.Kind is NodeKind.List && node.Items.TrueForAll(i => i.Kind is NodeKind.Text)) return [.. node.Items.Select(i => i.Text).Distinct(StringComparer.Ordinal)];
        Faults.Error(node, "AP0034", $"'{node.Name}' is a list of names");
        return [];
    }

    /// <summary>A pattern; null, and a fault, when it cannot be run.</summary>
    public EcmaPattern? Pattern(DocumentNode at, string text)
    {
        var pattern = EcmaPattern.Compile(text, out var reason);
        if (pattern is null) Compiler.Unsupported(at, "AP0035", $"The pattern '{text}' cannot be enforced: {reason}");
        return pattern;
    }

    /// <summary>Values as one tape, for comparing.</summary>
    public JsonTape? Values(DocumentNode at, IReadOnlyList<DocumentNode> values)
    {
        var (tape, text) = (new JsonTape(), new StringBuilder());
        foreach (var value in values)
        {
            text.Clear();
            if (!DocumentJson.Write(value, text, MostEnumBytes) || tape.Read(Encoding.UTF8.GetBytes(text.ToString()), new(DocumentReader.MostDepth, MostEnumBytes)) is not JsonFault.None)
            {
                Faults.Error(at, "AP0036", "The values are larger than can be compared");
                return null;
            }
        }

        return tape;
    }

    /// <summary>A member that is true.</summary>
    public bool Is(string name) => Node[name] is { Kind: NodeKind.Flag, Text: "true" };

    /// <summary>A number as text for messages.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
