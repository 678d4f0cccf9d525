using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>How the firewall of a service decides, by all the policies that are applied to it. Where two say something else of one thing, the stronger holds.</summary>
internal sealed class FirewallSettings
{
    private readonly Dictionary<string, Response> _attacks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Response> _violations = new(StringComparer.Ordinal);
    private Response? _signatures;

    /// <summary>The page that who is refused sees; null for the gateway's own.</summary>
    public Node? Page { get; set; }

    /// <summary>Adds a policy of signatures or attacks.</summary>
    public void Signatures(Node policy)
    {
        foreach (var rule in PolicyRule.Of(policy))
        {
            // One that is off, or a policy without rules, is no wish that the firewall should refuse nobody.
            if (rule.Response is not Response.Off && (_signatures is null || rule.Response > _signatures)) _signatures = rule.Response;
            if (RuleNames.AttackType(rule.Name) is { } type) Raise(_attacks, type, rule.Response);
        }
    }

    /// <summary>Adds a protocol policy.</summary>
    public void Protocol(Node policy)
    {
        foreach (var rule in PolicyRule.Of(policy))
        {
            if (RuleNames.Violation(rule.Name) is { } violation) Raise(_violations, violation, rule.Response);
        }
    }

    /// <summary>The spec of an <c>app_firewall</c>; null where nothing was said, and it is as it is without.</summary>
    public Node? ToSpec()
    {
        if (_signatures is null && Page is null && _attacks.Concat(_violations).All(a => a.Value is Response.Block)) return null;
        // Where rules only report, the firewall does. A service for which no rule is on is protected as usual.
        var blocks = _signatures is null or Response.Block;
        // As the rules are where no app_firewall says anything.
        var selection = Map(("high_medium_low_accuracy_signatures", Node.EmptyMap));
        if (Disabled(_attacks, blocks) is { Count: > 0 } attacks) selection = selection.With("attack_type_settings", Map(("disabled_attack_types", Texts(attacks))));
        var detection = Map(("signature_selection_setting", selection));
        if (Disabled(_violations, blocks) is { Count: > 0 } violations) detection = detection.With("violation_settings", Map(("disabled_violation_types", Texts(violations))));
        var spec = Map((blocks ? "blocking" : "monitoring", Node.EmptyMap), ("detection_settings", detection));
        return Page is null ? spec : spec.With("blocking_page", Page);
    }

    private static void Raise(Dictionary<string, Response> all, string name, Response to)
    {
        if (!all.TryGetValue(name, out var now) || now < to) all[name] = to;
    }

    // A firewall that blocks cannot report one thing only: nobody is refused for what was only to be reported.
    private static List<string> Disabled(Dictionary<string, Response> all, bool blocks) => [.. all.Where(a => a.Value is Response.Off || (blocks && a.Value is Response.Report)).Select(a => a.Key).Order(StringComparer.Ordinal)];
}
