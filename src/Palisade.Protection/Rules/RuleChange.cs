using Palisade.SecLang.Syntax;

namespace Palisade.Protection.Rules;

/// <summary>How much of the rules is other than it was.</summary>
internal static class RuleChange
{
    // What is new is looked for apart from the rest in every request, and what is gone is still looked for.
    private const int SmallPart = 16;

    /// <summary>Whether so few directives came or went that the rest is worth sharing.</summary>
    /// <param name="before">Those that the shared rest was compiled of.</param>
    public static bool IsSmall(IReadOnlyList<Directive> before, IReadOnlyList<Directive> now)
    {
        var kept = new HashSet<Directive>(before, ReferenceEqualityComparer.Instance);
        var came = now.Count(directive => !kept.Remove(directive));
        return (came + kept.Count) * SmallPart <= before.Count;
    }
}
