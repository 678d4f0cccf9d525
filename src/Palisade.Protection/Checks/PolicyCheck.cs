using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Policies.Firewall;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Firewall;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.Protection.Tenants;
using Palisade.SecLang;

namespace Palisade.Protection.Checks;

/// <summary>Reads and compiles one object that policies are made of.</summary>
internal static class PolicyCheck
{
    // What firewalls and exclusions say stands over rules. Whether it can be said at all, no rules tell as well as many, and in a thousandth of the time.
    private static readonly Lazy<SharedRules> NoRules = new(() => SharedRules.Load(new() { Set = new() { Rules = [new("none.conf", "")] } }));

    /// <summary>Every fault, with its field.</summary>
    public static IEnumerable<ConfigFault> Check(ObjectDraft draft)
    {
        var (documents, faults) = PolicyText.Read("", draft);
        // First: what is wrong with a file would say what there is on this machine.
        if (documents is [var read] && GatewayFiles.NamedBy(read.Object.Spec) is { } field) return [new(field, GatewayFiles.Refusal)];
        if (faults.Count > 0 || documents is not [var document]) return Told(draft, faults);

        var found = new List<Diagnostic>();
        var firewall = new PolicyCompiler(PolicyCollection.Of(documents).Collection, Geography.None, found).Check(document);
        var told = Told(draft, found);
        return told.Count == 0 && firewall is not null ? Firewall(document, firewall) : told;
    }

    private static List<ConfigFault> Told(ObjectDraft draft, IEnumerable<Diagnostic> faults) =>
        [.. faults.Where(f => f.Severity is DiagnosticSeverity.Error).Take(ObjectDraft.MostFaults).Select(f => FaultText.Of(f, $"{draft.Key.Local.Kind} '{draft.Key.Local.Name}', "))];

    private static IEnumerable<ConfigFault> Firewall(PolicyDocument document, FirewallPolicy firewall)
    {
        if (!Errors(firewall.Rules).Any()) return [];
        if (document.Object.Spec is not WafExclusionConfig exclusions) return Errors(firewall.Rules).Select(e => new ConfigFault("spec", e.Message));
        // Which of them it is, each says by itself.
        return exclusions.Rules.SelectMany((rule, i) =>
            Errors(firewall.Rules with { Before = ExclusionText.Of(rule, FirewallPolicy.FirstExclusionId + i, rule.Name) }).Select(e => new ConfigFault($"spec.waf_exclusion_rules[{i}]", e.Message)));
    }

    private static IEnumerable<Diagnostic> Errors(SiteRules rules) => NoRules.Value.Build(rules).Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error);
}
