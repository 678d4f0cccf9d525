using System.Globalization;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>A protocol policy: limits and methods become rules that refuse; ways to write an address become violations of the firewall.</summary>
internal static class ProtocolPolicy
{
    /// <summary>Which rules are not enforced; null where all are.</summary>
    public static string? NotEnforced(Node policy) => PolicyRule.Told(
        "Kept; not enforced are the rules",
        [.. PolicyRule.Of(policy).Where(r => !IsKnown(r)).Select(r => r.Name), .. (policy["exceptions"]?.Items ?? []).Select(e => $"exception of {e["ruleName"]?.Value}")]);

    /// <summary>The conditions of rules that refuse.</summary>
    public static IEnumerable<Node> Refused(Node policy)
    {
        foreach (var rule in PolicyRule.Of(policy).Where(r => r.Response is Response.Block))
        {
            if (RuleNames.IsAboutMethods(rule.Name)) yield return Map(("http_method", Map(("methods", Texts(RuleNames.Methods)), ("invert_matcher", Node.OfFlag(value: true)))));
            else if (RuleNames.Limit(rule.Name) is { } limit && rule.Number is { } number)
                yield return Map(("request_constraints", Map(($"max_{limit}_exceeds", Node.OfNumber(number.ToString(CultureInfo.InvariantCulture))))));
        }
    }

    // A rule that is off refuses nothing, whatever it is; one that only reports has no counterpart among the limits.
    private static bool IsKnown(PolicyRule rule) =>
        rule.Response is Response.Off || RuleNames.IsAlways(rule.Name) || RuleNames.Violation(rule.Name) is not null
        || (rule.Response is Response.Block && (RuleNames.IsAboutMethods(rule.Name) || (RuleNames.Limit(rule.Name) is not null && rule.Number is not null)));
}
