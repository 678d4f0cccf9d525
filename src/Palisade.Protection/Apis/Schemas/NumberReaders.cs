using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Reads the words about numbers.</summary>
internal static class NumberReaders
{
    /// <summary><c>multipleOf</c>.</summary>
    public static Keyword? MultipleOf(SchemaSite site, DocumentNode node)
    {
        if (node.Kind is NodeKind.Number && JsonNumber.Of(Encoding.ASCII.GetBytes(node.Text)).TryFactor(out var factor, out var exponent))
            return new MultipleWord(site.Types, node.Text, factor, exponent);
        site.Faults.Error(node, "AP0061", "'multipleOf' is a number above 0 with 18 digits at most");
        return null;
    }

    /// <summary><c>minimum</c> and <c>maximum</c>, with OpenAPI 3.0's <c>exclusiveMinimum: true</c> beside them.</summary>
    public static Keyword? Bound(SchemaSite site, DocumentNode node, bool isLower) =>
        IsNumber(site, node) ? new BoundWord(site.Types, node.Text, isLower, site.Is(isLower ? "exclusiveMinimum" : "exclusiveMaximum")) : null;

    /// <summary>The exclusive ones as numbers, as OpenAPI 3.1 has them; 3.0's flags are read with the bound.</summary>
    public static Keyword? Exclusive(SchemaSite site, DocumentNode node, bool isLower)
    {
        if (node.Kind is NodeKind.Flag)
        {
            if (site.Node[isLower ? "minimum" : "maximum"] is null) site.Faults.Warning(node, "AP0062", $"'{node.Name}' has no bound beside it that it could be about");
            return null;
        }

        return IsNumber(site, node) ? new BoundWord(site.Types, node.Text, isLower, isExclusive: true) : null;
    }

    private static bool IsNumber(SchemaSite site, DocumentNode node)
    {
        if (node.Kind is NodeKind.Number) return true;
        site.Faults.Error(node, "AP0063", $"'{node.Name}' is a number");
        return false;
    }
}
