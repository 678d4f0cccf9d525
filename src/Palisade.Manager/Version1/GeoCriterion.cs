using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The criterion <c>sourceGeolocation</c>: countries, by name or in two letters.</summary>
internal static class GeoCriterion
{
    /// <summary>The alternatives.</summary>
    public static IReadOnlyList<Node> Of(Node criterion, bool inverted)
    {
        var codes = string.Join(", ", Criterion.Values(criterion).Select(v => CountryNames.Find(v) ?? throw new NotEnforcedException($"there is no country {Criterion.Plain(v)}")).Distinct(StringComparer.Ordinal));
        var unknown = criterion["applyIfUnidentified"]?.Value is "true";
        // 'notin' holds for clients whose country is not known, too.
        if (inverted) return [Selector(unknown ? [$"{ClientLabels.Country} notin ({codes})"] : [$"{ClientLabels.Country} notin ({codes})", ClientLabels.Country])];
        var among = Selector([$"{ClientLabels.Country} in ({codes})"]);
        return unknown ? [among, Selector([$"!{ClientLabels.Country}"])] : [among];
    }

    private static Node Selector(IReadOnlyList<string> expressions) => Map(("client_selector", Map(("expressions", Texts(expressions)))));
}
