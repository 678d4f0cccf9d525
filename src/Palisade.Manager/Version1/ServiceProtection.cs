using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Policies;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>
/// What protects the sites of a service: policies, limits and lists of clients, made from what the v1 interface was told about the service, its server group and the policies
/// that are applied to either. Clients that the group leaves alone come first.
/// </summary>
internal sealed class ServiceProtection
{
    private const int LongestName = 120;

    private readonly ObjectDraft _service;
    private readonly Dictionary<string, (string Kind, Node Spec)> _made = new(StringComparer.Ordinal);
    private readonly List<string> _policies = [];
    private readonly List<string> _limits = [];
    private readonly List<string> _exclusions = [];
    private readonly List<Node> _spared = [];

    /// <summary>With nothing yet.</summary>
    public ServiceProtection(ObjectDraft service) => _service = service;

    /// <summary>The objects: name, kind, spec.</summary>
    public IEnumerable<(string Name, string Kind, Node Spec)> Made => _made.Select(m => (m.Key, m.Value.Kind, m.Value.Spec));

    /// <summary>What of it each site says.</summary>
    public IReadOnlyDictionary<string, Node> Attachments { get; private set; } = new Dictionary<string, Node>(StringComparer.Ordinal);

    /// <summary>A service that nothing was said about.</summary>
    public static ServiceProtection None(ObjectDraft service) => new(service);

    /// <summary>Clients that are left alone: those of a set, or, with <paramref name="others"/>, all but those.</summary>
    public void Spare(IReadOnlyList<string> prefixes, string what, bool others)
    {
        var set = Make(KindNames.IpPrefixSet, $"{what}-ips", Map(("prefixes", Texts(prefixes))));
        var clients = Map(("ip_matcher", Criterion.With(Map(("prefix_sets", Texts([set]))), "invert_matcher", others)));
        _spared.Add(clients);
        var alone = clients.With("action", Node.OfText("ALLOW")).With("waf_action", Map(("waf_skip_processing", Node.EmptyMap))).With("bot_action", Map(("bot_skip_processing", Node.EmptyMap)));
        _policies.Add(Make(KindNames.ServicePolicy, what, RuleList([alone], what)));
    }

    /// <summary>A policy with match criteria.</summary>
    /// <param name="application">Conditions of the application that it is for: which servers, and other conditions.</param>
    /// <param name="block">For how many seconds a source that exceeds a limit is refused.</param>
    public void Refuse(string name, Node policy, ApplicationHosts application, Func<string, IReadOnlyList<string>?> group, int block)
    {
        if (!MatchCriteria.IsBlocking(policy)) return;
        try
        {
            var asked = MatchCriteria.Of(policy, NameOf(name), group);
            // Two criteria about one thing are found before anything is made.
            var rules = asked.Rules.Select(r => MatchCriteria.Both(r, application.Others)).ToList();
            foreach (var (set, prefixes) in asked.Sets) _made[set] = (KindNames.IpPrefixSet, Map(("prefixes", Texts(prefixes))));
            if (asked.Limit is { } limit) Limit(name, limit.ToSpec(block), rules, application);
            else Refuse(name, asked.Rules, application);
        }
        catch (NotEnforcedException)
        {
            // It was said when the policy was kept.
        }
    }

    /// <summary>How the firewall decides.</summary>
    public FirewallSettings Firewall { get; } = new();

    /// <summary>Clients whose requests are refused: those of the prefixes, or, with <paramref name="others"/>, all but those.</summary>
    public void Refuse(string name, IReadOnlyList<string> prefixes, bool others)
    {
        var set = Make(KindNames.IpPrefixSet, $"{name}.ips", Map(("prefixes", Texts(prefixes))));
        Refuse(name, [Map(("ip_matcher", Criterion.With(Map(("prefix_sets", Texts([set]))), "invert_matcher", others)))], ApplicationHosts.All);
    }

    /// <summary>Requests that are refused.</summary>
    /// <param name="rules">Conditions, one of which must hold.</param>
    public void Refuse(string name, IReadOnlyList<Node> rules, ApplicationHosts application)
    {
        if (rules.Count > 0) _policies.Add(Make(KindNames.ServicePolicy, name, application.In(RuleList([.. rules.Select(r => MatchCriteria.Both(r, application.Others).With("action", Node.OfText("DENY")))], name))));
    }

    /// <summary>What the firewall leaves alone.</summary>
    public void Exclude(string name, IReadOnlyList<Node> rules)
    {
        if (rules.Count > 0) _exclusions.Add(Make(KindNames.WafExclusionPolicy, $"{name}.exceptions", Map(("waf_exclusion_rules", Node.OfList(rules)))));
    }

    /// <summary>The page that who is refused sees.</summary>
    public void Show(string html, int status) => Firewall.Page = Map(("blocking_page", Node.OfText(html)), ("response_code", Of(status)));

    /// <summary>Names whose values are masked in everything written.</summary>
    public void Mask(IReadOnlyList<string> parameters, IReadOnlyList<string> headers, IReadOnlyList<string> cookies)
    {
        (string, IReadOnlyList<string>)[] lists = [("query_parameters", parameters), ("http_headers", headers), ("cookies", cookies)];
        if (lists.Any(l => l.Item2.Count > 0)) _attached["anonymization"] = Map(lists.Where(l => l.Item2.Count > 0).Select(l => (l.Item1, Texts(l.Item2))));
    }

    /// <summary>Nothing more comes.</summary>
    public ServiceProtection Done()
    {
        if (_policies.Count > 0) _attached["service_policies"] = Texts(_policies);
        if (_limits.Count > 0) _attached["rate_limiter_policies"] = Texts(_limits);
        if (_exclusions.Count > 0) _attached["waf_exclusions"] = Texts(_exclusions);
        if (Firewall.ToSpec() is { } spec) _attached["app_firewall"] = Node.OfText(Make(KindNames.AppFirewall, "firewall", spec));
        Attachments = _attached;
        return this;
    }

    private readonly Dictionary<string, Node> _attached = new(StringComparer.Ordinal);

    private void Limit(string name, Node limiter, IReadOnlyList<Node> rules, ApplicationHosts application)
    {
        var own = Node.OfText(Make(KindNames.RateLimiter, $"{name}.limit", limiter));
        var all = _spared.Select(s => s.With("bypass_rate_limiter", Node.EmptyMap)).Concat(rules.Select(r => r.With("custom_rate_limiter", own)));
        _limits.Add(Make(KindNames.RateLimiterPolicy, name, application.In(Map(("rules", Rules(all, name))))));
    }

    private static Node RuleList(IEnumerable<Node> rules, string name) => Map(("rule_list", Map(("rules", Rules(rules, name)))));

    private static Node Rules(IEnumerable<Node> rules, string name) => Node.OfList([.. rules.Select((r, i) => Map(("metadata", Map(("name", Node.OfText($"{name}-{(i + 1).ToString(CultureInfo.InvariantCulture)}")))), ("spec", r)))]);

    private string Make(string kind, string what, Node spec)
    {
        var name = NameOf(what);
        _made[name] = (kind, spec);
        return name;
    }

    // Services have names of up to 128 characters themselves.
    private string NameOf(string what)
    {
        var name = $"{_service.Key.Local.Name}.{what}";
        return name.Length <= LongestName ? name : $"{_service.Key.Local.Name[..Math.Min(60, _service.Key.Local.Name.Length)].TrimEnd('.', '-', '_')}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32]}";
    }

    private static Node Of(int number) => Node.OfNumber(number.ToString(CultureInfo.InvariantCulture));
}
