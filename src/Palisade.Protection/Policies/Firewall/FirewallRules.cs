using System.Collections.Frozen;
using Palisade.Engine.Programs;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Firewall;

/// <summary>The rule set of each firewall of a site, over the rules that they share. Immutable.</summary>
public sealed class FirewallRules
{
    private readonly FrozenDictionary<FirewallPolicy, RuleSet> _rules;

    private FirewallRules(Dictionary<FirewallPolicy, RuleSet> rules) => _rules = rules.ToFrozenDictionary();

    /// <summary>Of a gateway without firewalls.</summary>
    public static FirewallRules None { get; } = new([]);

    /// <summary>The rules of a firewall; null for one that is not of this site.</summary>
    public RuleSet? Find(FirewallPolicy firewall) => _rules.GetValueOrDefault(firewall);

    /// <summary>Compiles them.</summary>
    /// <param name="today">The day that says which signatures are new.</param>
    /// <returns>Null with every error where one does not compile.</returns>
    public static (FirewallRules? Rules, IReadOnlyList<Diagnostic> Diagnostics) Build(SharedRules shared, IEnumerable<FirewallPolicy> firewalls, DateOnly today)
    {
        var rules = new Dictionary<FirewallPolicy, RuleSet>();
        var faults = new List<Diagnostic>();
        foreach (var firewall in firewalls)
        {
            var days = firewall.Config.StagingDays;
            var built = (days == 0 ? shared : shared.StagedFrom(today.AddDays(-days))).Build(firewall.Rules);
            if (built.Rules is null) faults.AddRange(built.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error));
            else rules[firewall] = built.Rules;
        }

        return faults.Count > 0 ? (null, faults) : (new(rules), faults);
    }
}
