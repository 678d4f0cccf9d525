namespace Palisade.Configuration.Policies;

/// <summary>What a rule that allows spares a request.</summary>
public enum WafAction
{
    /// <summary>Nothing. The default.</summary>
    None,

    /// <summary>The rules and signatures do not see it.</summary>
    WafSkipProcessing,
}

/// <summary>The same for the defence against bots.</summary>
public enum RuleBotAction
{
    /// <summary>Nothing. The default.</summary>
    None,

    /// <summary>It is not told apart and not challenged.</summary>
    BotSkipProcessing,
}

/// <summary>A rule: conditions, all of which must hold, and what then becomes of a request. Null and empty conditions always hold.</summary>
public sealed record ServicePolicyRuleConfig
{
    /// <summary>Its name, for events, and its description, which they quote as the reason.</summary>
    public ObjectMetadata Metadata { get; init; } = new();

    /// <summary>What becomes of a request. Default <see cref="PolicyAction.Deny"/>.</summary>
    public PolicyAction Action { get; init; }

    /// <summary>Label selectors over the client's labels (<see cref="ClientLabels"/>), all of which must hold.</summary>
    public IReadOnlyList<string> ClientSelector { get; init; } = [];

    /// <summary>Addresses and prefixes of clients; null for any.</summary>
    public IReadOnlyList<string>? IpPrefixes { get; init; }

    /// <summary>Whether the clients outside the prefixes are meant.</summary>
    public bool InvertIpPrefixes { get; init; }

    /// <summary><c>ip_prefix_set</c> objects; null for any client.</summary>
    public IReadOnlyList<string>? IpPrefixSets { get; init; }

    /// <summary>Whether the clients outside the sets are meant.</summary>
    public bool InvertIpPrefixSets { get; init; }

    /// <summary>Numbers of autonomous systems; null for any.</summary>
    public IReadOnlyList<string>? AsNumbers { get; init; }

    /// <summary>Countries in two letters; null for any.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>Labels that client and site must both have, with the same value.</summary>
    public IReadOnlyList<string> LabelKeys { get; init; } = [];

    /// <summary>Host names; null for any.</summary>
    public TextMatchConfig? Domain { get; init; }

    /// <summary>Paths as applications read them; null for any.</summary>
    public TextMatchConfig? Path { get; init; }

    /// <summary>Methods; null for any.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Whether the other methods are meant.</summary>
    public bool InvertMethods { get; init; }

    /// <summary>Ports the client connected to; null for any.</summary>
    public IReadOnlyList<string>? Ports { get; init; }

    /// <summary>Whether the other ports are meant.</summary>
    public bool InvertPorts { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyList<NamedMatchConfig> Headers { get; init; } = [];

    /// <summary>Parameters of the query.</summary>
    public IReadOnlyList<NamedMatchConfig> QueryParameters { get; init; } = [];

    /// <summary>Cookies.</summary>
    public IReadOnlyList<NamedMatchConfig> Cookies { get; init; } = [];

    /// <summary>Fields of a form in the body (<c>application/x-www-form-urlencoded</c>).</summary>
    public IReadOnlyList<NamedMatchConfig> Arguments { get; init; } = [];

    /// <summary>The body, as far as it is inspected; null for any.</summary>
    public TextMatchConfig? Body { get; init; }

    /// <summary>Sizes and counts; the condition holds when one of them is exceeded.</summary>
    public RequestConstraintsConfig? Constraints { get; init; }

    /// <summary>When the rule ends; null (the default) for never.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>What an allowing rule spares. Default nothing.</summary>
    public WafAction WafAction { get; init; }

    /// <summary>What an allowing rule spares. Default nothing.</summary>
    public RuleBotAction BotAction { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        var spec = $"{at}.spec";
        return
        [
            .. Metadata.Check($"{at}.metadata"),
            .. ClientLabels.Check($"{spec}.client_selector.expressions", ClientSelector),
            .. PrefixText.Check($"{spec}.ip_prefix_list.ip_prefixes", IpPrefixes ?? []),
            .. PrefixText.CheckAsNumbers($"{spec}.asn_list.as_numbers", AsNumbers ?? []),
            .. CountryText.Check($"{spec}.country_list", Countries ?? []),
            .. LabelKeys.Where(k => !ClientLabels.All.Contains(k)).Select(k => new ConfigFault($"{spec}.label_matcher.keys", $"No client has a label '{k}': there are {string.Join(", ", ClientLabels.All)}.")),
            .. Domain?.Check($"{spec}.domain_matcher") ?? [],
            .. Path?.Check($"{spec}.path") ?? [],
            .. (Methods ?? []).SelectMany((m, i) => MethodText.IsMethod(m) ? [] : (ConfigFault[])[new($"{spec}.http_method.methods[{i}]", $"'{m}' is not a method in capitals, such as GET.")]),
            .. (Ports ?? []).SelectMany((p, i) => ushort.TryParse(p, out _) ? [] : (ConfigFault[])[new($"{spec}.port_matcher.ports[{i}]", $"'{p}' is not a port, 0 to 65535.")]),
            .. Named($"{spec}.headers", Headers),
            .. Named($"{spec}.query_params", QueryParameters),
            .. Named($"{spec}.cookie_matchers", Cookies),
            .. Named($"{spec}.arg_matchers", Arguments),
            .. Body?.Check($"{spec}.body_matcher") ?? [],
            .. Constraints?.Check($"{spec}.request_constraints") ?? [],
            .. Spares(spec),
        ];
    }

    /// <summary>The sets it names.</summary>
    public IEnumerable<PolicyReference> References(string at) => PolicyReference.Of($"{at}.ip_matcher.prefix_sets", KindNames.IpPrefixSet, IpPrefixSets);

    private static IEnumerable<ConfigFault> Named(string at, IReadOnlyList<NamedMatchConfig> list) => list.SelectMany((named, i) => named.Check($"{at}[{i}]"));

    // On a rule that refuses, it would mean nothing.
    private IEnumerable<ConfigFault> Spares(string at)
    {
        if (WafAction is not WafAction.None && Action is not PolicyAction.Allow) yield return new($"{at}.waf_action", "Only a rule with action ALLOW can spare a request the firewall.");
        if (BotAction is not RuleBotAction.None && Action is not PolicyAction.Allow) yield return new($"{at}.bot_action", "Only a rule with action ALLOW can spare a request the defence against bots.");
    }
}

/// <summary>Sizes in bytes and counts that a request may not exceed; null for no limit.</summary>
public sealed record RequestConstraintsConfig
{
    /// <summary>Cookies.</summary>
    public int? CookieCount { get; init; }

    /// <summary>The name of a cookie.</summary>
    public int? CookieKeySize { get; init; }

    /// <summary>The value of a cookie.</summary>
    public int? CookieValueSize { get; init; }

    /// <summary>Header lines.</summary>
    public int? HeaderCount { get; init; }

    /// <summary>The name of a header.</summary>
    public int? HeaderKeySize { get; init; }

    /// <summary>The value of a header.</summary>
    public int? HeaderValueSize { get; init; }

    /// <summary>Parameters of the query.</summary>
    public int? ParameterCount { get; init; }

    /// <summary>The name of a parameter, as sent.</summary>
    public int? ParameterNameSize { get; init; }

    /// <summary>The value of a parameter, as sent.</summary>
    public int? ParameterValueSize { get; init; }

    /// <summary>The query, without its <c>?</c>.</summary>
    public int? QuerySize { get; init; }

    /// <summary>The request line, without its end.</summary>
    public int? RequestLineSize { get; init; }

    /// <summary>Request line, header lines and the body that Content-Length announces.</summary>
    public int? RequestSize { get; init; }

    /// <summary>The request target.</summary>
    public int? UrlSize { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        (string Name, int? Limit)[] all =
        [
            ("cookie_count", CookieCount), ("cookie_key_size", CookieKeySize), ("cookie_value_size", CookieValueSize), ("header_count", HeaderCount),
            ("header_key_size", HeaderKeySize), ("header_value_size", HeaderValueSize), ("parameter_count", ParameterCount), ("parameter_name_size", ParameterNameSize),
            ("parameter_value_size", ParameterValueSize), ("query_size", QuerySize), ("request_line_size", RequestLineSize), ("request_size", RequestSize), ("url_size", UrlSize),
        ];
        if (all.All(l => l.Limit is null)) yield return new(at, "There is no limit: one of max_…_exceeds is needed.");
        foreach (var (name, limit) in all)
        {
            if (limit is < 0) yield return new($"{at}.max_{name}_exceeds", $"{limit} is negative.");
        }
    }
}
