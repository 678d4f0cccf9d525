using System.Collections.Frozen;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>What the page says besides its heading, by the name under which an operator says it otherwise.</summary>
internal static class ChallengeTexts
{
    /// <summary>In English.</summary>
    public static readonly FrozenDictionary<string, string> Usual = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["working"] = "Checking…",
        ["progress"] = "Progress of the check",
        ["done"] = "Done. The page opens now.",
        ["failed"] = "The check did not succeed",
        ["why"] = "It may have taken too long, or the page was opened a second time.",
        ["retry"] = "Try again",
        ["cookies"] = "This check needs cookies, and your browser refuses them. Allow cookies for this site and load the page again.",
        ["script"] = "This check needs JavaScript, and your browser does not run it. Allow it for this site and load the page again.",
        ["unsent"] = "What you sent was not passed on. When the check is done, go back and send it again.",
        ["reference"] = "If this page keeps coming back, tell the owner of this site this number:",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
