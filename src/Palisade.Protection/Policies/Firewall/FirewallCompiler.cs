using System.Text;
using Palisade.Configuration;
using Palisade.Configuration.Policies;
using Palisade.Configuration.Policies.Firewall;
using Palisade.Engine.Rules;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Firewall;

/// <summary>Makes firewalls of <c>app_firewall</c> objects and the exclusions that are attached beside them; the same attachments, one firewall.</summary>
/// <param name="faults">Takes what only compiling finds.</param>
internal sealed class FirewallCompiler(PolicyCollection objects, List<Diagnostic> faults)
{
    // Paths that nothing but everything matches.
    private static readonly byte[][] Anywhere = [[(byte)'/'], "/a"u8.ToArray(), "/Zq_7/9.x"u8.ToArray(), "/\u00e4~(1);k=v/-/"u8.ToArray()];

    private readonly Dictionary<string, FirewallPolicy> _known = new(StringComparer.Ordinal);

    /// <summary>What the reader of one rule cannot see: regular expressions that are none, or that exclude everything.</summary>
    public void CheckExclusions()
    {
        foreach (var document in objects.OfKind(KindNames.WafExclusionPolicy))
        {
            var config = (WafExclusionConfig)document.Object.Spec;
            for (var i = 0; i < config.Rules.Count; i++) Check(document, config.Rules[i], $"spec.waf_exclusion_rules[{i}]");
        }
    }

    /// <summary>The firewall of attachments; null where they name neither a firewall nor exclusions.</summary>
    public FirewallPolicy? Of(AttachmentsConfig attachments)
    {
        var exclusions = attachments.WafExclusions ?? [];
        if (attachments.AppFirewall is null && exclusions.Count == 0) return null;
        var key = $"{attachments.AppFirewall}|{string.Join('|', exclusions)}";
        if (!_known.TryGetValue(key, out var known)) _known[key] = known = Compile(attachments.AppFirewall, exclusions);
        return known;
    }

    private FirewallPolicy Compile(string? name, IReadOnlyList<string> exclusions)
    {
        // Exclusions alone hold over the rules as they are.
        var config = name is null ? null : objects.Find(KindNames.AppFirewall, name)?.Object.Spec as AppFirewallConfig;
        var names = new List<string>();
        var before = new StringBuilder();
        foreach (var policy in exclusions)
        {
            if (objects.Find(KindNames.WafExclusionPolicy, policy)?.Object.Spec is not WafExclusionConfig found) continue;
            foreach (var rule in found.Rules.Take(FirewallPolicy.MostExclusions - names.Count))
            {
                before.Append(ExclusionText.Of(rule, FirewallPolicy.FirstExclusionId + names.Count, $"{policy}/{rule.Name}"));
                names.Add($"{policy}/{rule.Name}");
            }
        }

        var rules = new SiteRules
        {
            Name = $"app_firewall:{name}",
            Before = before.ToString(),
            After = config is null ? "" : FirewallText.Of(config),
            Mode = config is { Monitoring: true } ? EngineMode.DetectionOnly : null,
        };
        return new(name ?? "", config ?? new AppFirewallConfig { Signatures = SignatureSelection.HighMediumLowAccuracySignatures }, rules, names);
    }

    private void Check(PolicyDocument document, WafExclusionRuleConfig rule, string at)
    {
        if (rule.PathRegex is not { } regex) return;
        var (pattern, fault) = ByteText.Pattern(regex);
        if (pattern is null)
        {
            faults.Add(document.Fault(new ConfigFault($"{at}.path_regex", fault!)));
            return;
        }

        if (rule.Skip && (rule with { PathRegex = null }).IsEverywhere && Array.TrueForAll(Anywhere, path => pattern.IsMatch(path, out _)))
            faults.Add(document.Fault(new ConfigFault($"{at}.path_regex", $"'{regex}' matches every path: on any domain this switches the whole firewall off.")));
    }
}
