using System.Text.RegularExpressions;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>A policy of signatures or of attacks: its rules name attack types, or more than one; its exceptions leave out an attack type in a place.</summary>
internal static class SignaturePolicy
{
    /// <summary>Which parts are not enforced; null where all are.</summary>
    public static string? NotEnforced(Node policy)
    {
        // A rule about more than one attack type that is enabled decides whether the firewall blocks; none of them is switched off by it.
        var rules = PolicyRule.Of(policy).Where(r => RuleNames.AttackType(r.Name) is null && r.Response is Response.Off).Select(r => r.Name);
        var exceptions = (policy["exceptions"]?.Items ?? []).Where(e => Exclusion(e, "x") is null).Select(e => $"exception of {e["ruleName"]?.Value}");
        return PolicyRule.Told("Kept; not enforced are the rules", [.. rules, .. exceptions]);
    }

    /// <summary>What the firewall leaves alone, as rules of a <c>waf_exclusion_policy</c>.</summary>
    public static IReadOnlyList<Node> Exclusions(Node policy) => [.. (policy["exceptions"]?.Items ?? []).Select((e, i) => Exclusion(e, $"exception-{i + 1}")).OfType<Node>()];

    // Nothing is widened: an exception is taken over as a whole, or not at all.
    private static Node? Exclusion(Node exception, string name)
    {
        if (RuleNames.AttackType(exception["ruleName"]?.Value ?? "") is not { } type) return null;
        var reason = exception["comment"]?.Value is { Length: > 0 } comment ? comment : $"An exception of the rule {exception["ruleName"]!.Value}.";
        var (rule, context) = (Map(("metadata", Map(("name", Node.OfText(name)))), ("reason", Node.OfText(reason))), Map(("exclude_attack_type", Node.OfText(type))));
        foreach (var predicate in exception["predicates"]?.Items ?? [])
        {
            if (predicate["operation"]?.Value is not (null or "" or "atLeastOne") || predicate["values"] is not { Kind: NodeKind.List, Items: [{ Kind: NodeKind.Text, Value.Length: > 0 }, ..] values }) return null;
            if (predicate["type"]?.Value is "httpRequestParameterName" && values.Count == 1 && context["context"] is null && IsPlain(values[0].Value)) context = context.With("context", Node.OfText("CONTEXT_PARAMETER")).With("context_name", values[0]);
            else if (Place(predicate, values) is { } place && rule[place.Name] is null) rule = rule.With(place.Name, place.Value);
            else return null;
        }

        return rule.With("app_firewall_detection_control", Map(("exclude_attack_type_contexts", Node.OfList([context]))));
    }

    private static (string Name, Node Value)? Place(Node predicate, IReadOnlyList<Node> values)
    {
        if (values.Any(v => v.Kind is not NodeKind.Text || !v.Value.All(c => c is > ' ' and <= '~'))) return null;
        var match = (predicate["match"]?.Value ?? "exact").ToLowerInvariant();
        return predicate["type"]?.Value switch
        {
            "httpRequestUrl" when match is "prefix" && values is [{ Value: ['/', ..] }] => ("path_prefix", values[0]),
            "httpRequestUrl" when match is "exact" => ("path_regex", Node.OfText($"^({string.Join('|', values.Select(v => Regex.Escape(v.Value)))})$")),
            "httpRequestHostName" when match is "exact" && values.Count == 1 && Uri.CheckHostName(values[0].Value) is not UriHostNameType.Unknown => ("exact_value", Node.OfText(values[0].Value.ToLowerInvariant())),
            "httpRequestMethod" when values.All(v => MethodText.IsMethod(v.Value.ToUpperInvariant())) => ("methods", Texts(values.Select(v => v.Value.ToUpperInvariant()))),
            _ => null,
        };
    }

    private static bool IsPlain(string name) => !name.Any(c => char.IsControl(c) || c is '\'' or '"' or '\\' or ';');
}
