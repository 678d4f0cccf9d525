using Palisade.Configuration.Policies.Firewall;

namespace Palisade.Protection.Policies.Firewall;

/// <summary>An <c>app_firewall</c> with the exclusions that hold beside it, compiled to what a site says over the shared rules. Immutable.</summary>
public sealed class FirewallPolicy
{
    /// <summary>The ids of the rules that exclusions become: from here, in order.</summary>
    public const long FirstExclusionId = 25_100_000;

    /// <summary>The most exclusions of one site or route.</summary>
    public const int MostExclusions = 10_000;

    internal FirewallPolicy(string name, AppFirewallConfig config, SiteRules rules, IReadOnlyList<string> exclusions) =>
        (Name, Config, Rules, Exclusions) = (name, config, rules, exclusions);

    /// <summary>The name of its object; empty where only exclusions are attached.</summary>
    public string Name { get; }

    /// <summary>What it says.</summary>
    public AppFirewallConfig Config { get; }

    /// <summary>What it becomes.</summary>
    public SiteRules Rules { get; }

    /// <summary>The exclusions by the order of their ids, as <c>policy/rule</c>.</summary>
    public IReadOnlyList<string> Exclusions { get; }

    /// <summary>The exclusion that a rule of the engine stands for; null for other rules.</summary>
    public string? ExclusionOf(long ruleId) =>
        ruleId >= FirstExclusionId && ruleId < FirstExclusionId + Exclusions.Count ? Exclusions[(int)(ruleId - FirstExclusionId)] : null;
}
