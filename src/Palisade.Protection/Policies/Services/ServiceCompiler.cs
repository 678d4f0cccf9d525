using Palisade.Configuration.Policies;
using Palisade.Engine.Addresses;
using Palisade.Protection.Policies.Conditions;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Services;

/// <summary>Compiles one service policy for one site.</summary>
/// <param name="siteLabels">The labels of the site.</param>
/// <param name="sets">Finds the prefix set of a name.</param>
/// <param name="fault">Told, with the field, what is wrong.</param>
internal sealed class ServiceCompiler(string name, IReadOnlyDictionary<string, string> siteLabels, Func<string, PrefixSet> sets, Action<string, string> fault)
{
    /// <summary>The policy.</summary>
    public ServicePolicy Compile(ServicePolicyConfig config) => new(Server(config.Server), [.. Rules(config)], config.Algorithm);

    /// <summary>Which hosts a choice of servers is about; null for any. A selector is decided here: the labels of a site do not change while it serves.</summary>
    public Condition? Server(ServerChoiceConfig config)
    {
        if (config.Name is { } host) return new HostCondition("server_name", TextMatch.Of(new() { Exact = [host.ToLowerInvariant()] }, "spec.server_name", fault));
        if (config.NameMatcher is { } matcher) return new HostCondition("server_name_matcher", HostMatch(matcher, "spec.server_name_matcher"));
        if (config.Selector is not { } selectors) return null;

        return selectors.All(s => LabelSelector.Parse(s).Selector!.Matches(siteLabels)) ? null : new NeverCondition("server_selector");
    }

    private IEnumerable<ServiceRule> Rules(ServicePolicyConfig config)
    {
        if (config.AllowAllRequests) return [new(PolicyAction.Allow, By("allow_all_requests", "every request is allowed"), [])];
        if (config.DenyAllRequests) return [new(PolicyAction.Deny, By("deny_all_requests", "every request is denied"), [])];
        if (config.AllowList is { } allow) return Listed(PolicyAction.Allow, "allow_list", allow);
        if (config.DenyList is { } deny) return Listed(PolicyAction.Deny, "deny_list", deny);

        return (config.Rules ?? []).Select((rule, i) => Rule(rule, $"spec.rule_list.rules[{i}].spec"));
    }

    private IEnumerable<ServiceRule> Listed(PolicyAction action, string word, ClientListConfig list)
    {
        var conditions = new List<Condition>();
        if (list.Prefixes.Count > 0) conditions.Add(new AddressCondition("prefix_list", [Inline(list.Prefixes, $"spec.{word}.prefix_list.prefixes")], invert: false));
        if (list.PrefixSets.Count > 0) conditions.Add(new AddressCondition("ip_prefix_set", [.. list.PrefixSets.Select(sets)], invert: false));
        if (list.AsNumbers.Count > 0) conditions.Add(new NetworkCondition(list.AsNumbers.Select(uint.Parse)));
        if (list.Countries.Count > 0) conditions.Add(new CountryCondition(list.Countries.Select(c => CountryText.Read(c)!)));

        yield return new(action, By(word, "the client is in the list"), conditions, any: true);
        if (list.DefaultAction is not PolicyAction.NextPolicy) yield return new(list.DefaultAction, By(word, "the client is not in the list"), []);
    }

    private ServiceRule Rule(ServicePolicyRuleConfig rule, string at)
    {
        var conditions = Conditions(rule, at);
        var words = conditions.Count == 0 ? "any request" : string.Join(", ", conditions.Select(c => c.Word));
        var reason = rule.Metadata.Description.Length == 0 ? $"matched by {words}" : $"{rule.Metadata.Description.TrimEnd('.')} (matched by {words})";
        var by = By(rule.Metadata.Name, reason) with
        {
            SkipsFirewall = rule.WafAction is WafAction.WafSkipProcessing,
            SkipsBots = rule.BotAction is RuleBotAction.BotSkipProcessing,
        };
        return new(rule.Action, by, conditions);
    }

    /// <summary>The conditions of a rule, all of which must hold.</summary>
    /// <param name="at">The path of its <c>spec</c>.</param>
    public List<Condition> Conditions(ServicePolicyRuleConfig rule, string at) => [.. Clients(rule, at), .. Targets(rule, at), .. Contents(rule, at)];

    private IEnumerable<Condition> Clients(ServicePolicyRuleConfig rule, string at)
    {
        if (rule.Expiration is { } end) yield return new ExpirationCondition(end);
        if (rule.IpPrefixes is { } prefixes) yield return new AddressCondition("ip_prefix_list", [Inline(prefixes, $"{at}.ip_prefix_list.ip_prefixes")], rule.InvertIpPrefixes);
        if (rule.IpPrefixSets is { } names) yield return new AddressCondition("ip_matcher", [.. names.Select(sets)], rule.InvertIpPrefixSets);
        if (rule.AsNumbers is { } numbers) yield return new NetworkCondition(numbers.Select(uint.Parse));
        if (rule.Countries is { } countries) yield return new CountryCondition(countries.Select(c => CountryText.Read(c)!));
        if (rule.ClientSelector.Count > 0) yield return new ClientCondition([.. rule.ClientSelector.SelectMany(s => LabelSelector.Parse(s).Selector!.Requirements)]);
        if (rule.LabelKeys.Count > 0) yield return Labels(rule.LabelKeys);
    }

    private IEnumerable<Condition> Targets(ServicePolicyRuleConfig rule, string at)
    {
        if (rule.Methods is { } methods) yield return new MethodCondition(ByteText.Of(methods), rule.InvertMethods);
        if (rule.Ports is { } ports) yield return new PortCondition([.. ports.Select(ushort.Parse)], rule.InvertPorts);
        if (rule.Domain is { } domain) yield return new HostCondition("domain_matcher", HostMatch(domain, $"{at}.domain_matcher"));
        if (rule.Path is { } path) yield return new PathCondition(TextMatch.Of(path, $"{at}.path", fault));
    }

    private IEnumerable<Condition> Contents(ServicePolicyRuleConfig rule, string at) =>
    [
        .. Named(rule.Headers, $"{at}.headers").Select(n => new HeaderCondition(n)),
        .. Named(rule.QueryParameters, $"{at}.query_params").Select(n => new ParameterCondition(n)),
        .. Named(rule.Cookies, $"{at}.cookie_matchers").Select(n => new CookieCondition(n)),
        .. rule.Constraints is { } limits ? [new ConstraintCondition(limits)] : (Condition[])[],
        .. Named(rule.Arguments, $"{at}.arg_matchers").Select(n => new ArgumentCondition(n)),
        .. rule.Body is { } body ? [new BodyCondition(TextMatch.Of(body, $"{at}.body_matcher", fault))] : (Condition[])[],
    ];

    private IEnumerable<NamedValue> Named(IReadOnlyList<NamedMatchConfig> list, string at) =>
        list.Select((n, i) => new NamedValue(n.Name, n.Present, n.Item is null ? null : TextMatch.Of(n.Item, $"{at}[{i}].item", fault), n.Invert));

    // A label that the site does not have is one that no client shares with it.
    private Condition Labels(IReadOnlyList<string> keys) =>
        keys.All(siteLabels.ContainsKey) ? new LabelCondition([.. keys.Select(k => new KeyValuePair<string, string>(k, siteLabels[k]))]) : new NeverCondition("label_matcher");

    // Hosts are compared in small letters.
    private TextMatch HostMatch(TextMatchConfig config, string at) => TextMatch.Of(config with { Exact = [.. config.Exact.Select(e => e.ToLowerInvariant())] }, at, fault);

    private PrefixSet Inline(IReadOnlyList<string> prefixes, string at)
    {
        var builder = new PrefixSet.Builder();
        for (var i = 0; i < prefixes.Count; i++)
        {
            // Short forms such as 10.1 mean different things to different programs.
            if (!builder.TryAdd(ByteText.Of(prefixes[i]))) fault($"{at}[{i}]", $"'{prefixes[i]}' is not an address or a prefix in full, such as 10.0.0.0/8.");
        }

        return builder.Build();
    }

    private DecidedBy By(string rule, string reason) => new(KindNames.ServicePolicy, name, rule, reason);
}
