using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>The <c>spec</c> of a rule of a service policy: the shape that operators know as <c>service_policy_rule</c>.</summary>
internal static class ServicePolicyRuleReader
{
    private static readonly (string Field, string Reason)[] NotHere =
    [
        ("client_name", "clients have no names here: no client certificate is asked for"),
        ("client_name_matcher", "clients have no names here: no client certificate is asked for"),
        ("ip_threat_category_list", "there is no source of threat categories; an ip_prefix_set from a file does the same"),
        ("asn_matcher", "write the numbers in asn_list"),
        ("tls_fingerprint_matcher", "the gateway takes no fingerprints of TLS"),
        ("ja4_tls_fingerprint", "the gateway takes no fingerprints of TLS"),
        ("jwt_claims", "claims are believed only behind a jwt_validation, which is asked later"),
        ("api_group_matcher", "there are no API groups; match the path"),
        ("mum_action", "there is no mitigation of malicious users"),
        ("segment_policy", "there are no network segments"),
    ];

    /// <summary>Reads it, without its name.</summary>
    public static ServicePolicyRuleConfig Read(Fields fields)
    {
        foreach (var (field, reason) in NotHere) fields.Unsupported(field, reason);
        fields.OneOf(needed: false, "any_client", "client_selector");
        fields.OneOf(needed: false, "any_ip", "ip_prefix_list", "ip_matcher");
        fields.OneOf(needed: false, "any_asn", "asn_list");
        foreach (var any in new[] { "any_client", "any_ip", "any_asn" }) _ = fields.Empty(any);

        return Conditions(fields) with
        {
            Action = fields.OptionalChoice<PolicyAction>("action") ?? MissingAction(fields),
            ClientSelector = fields.Mapping("client_selector", s => s.Texts("expressions")) ?? [],
            LabelKeys = fields.Mapping("label_matcher", l => l.Texts("keys")) ?? [],
            QueryParameters = fields.Mappings("query_params", f => TextMatchReader.Named(f, "key")),
            Cookies = fields.Mappings("cookie_matchers", f => TextMatchReader.Named(f, "name")),
            Arguments = fields.Mappings("arg_matchers", f => TextMatchReader.Named(f, "name")),
            Body = fields.Mapping("body_matcher", TextMatchReader.Values),
            Constraints = fields.Mapping("request_constraints", Constraints),
            Expiration = fields.Time("expiration_timestamp"),
            WafAction = fields.Mapping("waf_action", Waf)?.Action ?? WafAction.None,
            BotAction = fields.Mapping("bot_action", Bot)?.Action ?? RuleBotAction.None,
        };
    }

    /// <summary>Reads the conditions that rules of rate limiter policies have too.</summary>
    public static ServicePolicyRuleConfig Conditions(Fields fields)
    {
        var (prefixes, sets) = (fields.Mapping("ip_prefix_list", PrefixList), fields.Mapping("ip_matcher", PrefixSets));
        var (methods, ports) = (fields.Mapping("http_method", Methods), fields.Mapping("port_matcher", Ports));
        return new()
        {
            IpPrefixes = prefixes?.Texts,
            InvertIpPrefixes = prefixes?.Invert is true,
            IpPrefixSets = sets?.Texts,
            InvertIpPrefixSets = sets?.Invert is true,
            AsNumbers = fields.Mapping("asn_list", a => a.Texts("as_numbers")),
            Countries = fields.OptionalTexts("country_list"),
            Domain = fields.Mapping("domain_matcher", TextMatchReader.Values),
            Path = fields.Mapping("path", TextMatchReader.Path),
            Methods = methods?.Texts,
            InvertMethods = methods?.Invert is true,
            Ports = ports?.Texts,
            InvertPorts = ports?.Invert is true,
            Headers = fields.Mappings("headers", f => TextMatchReader.Named(f, "name")),
        };
    }

    private static PolicyAction MissingAction(Fields fields)
    {
        if (!fields.Has("action")) fields.Fault("action", PolicyCodes.Missing, "missing", "DENY, ALLOW or NEXT_POLICY");
        return PolicyAction.Deny;
    }

    private static Listed PrefixList(Fields fields) => new(fields.Texts("ip_prefixes"), fields.Flag("invert_match"));

    private static Listed PrefixSets(Fields fields) => new(fields.Texts("prefix_sets"), fields.Flag("invert_matcher"));

    private static Listed Ports(Fields fields) => new(fields.Texts("ports"), fields.Flag("invert_matcher"));

    private static Listed Methods(Fields fields)
    {
        var methods = fields.Texts("methods");
        // ANY, as other platforms have it, is every method.
        return new(methods.Contains("ANY") ? null : methods, fields.Flag("invert_matcher"));
    }

    private static RequestConstraintsConfig Constraints(Fields fields)
    {
        int? Limit(string what)
        {
            fields.OneOf(needed: false, $"max_{what}_exceeds", $"max_{what}_none");
            _ = fields.Empty($"max_{what}_none");
            return fields.Number($"max_{what}_exceeds") is { } limit ? (int)Math.Clamp(limit, -1, int.MaxValue) : null;
        }

        return new()
        {
            CookieCount = Limit("cookie_count"),
            CookieKeySize = Limit("cookie_key_size"),
            CookieValueSize = Limit("cookie_value_size"),
            HeaderCount = Limit("header_count"),
            HeaderKeySize = Limit("header_key_size"),
            HeaderValueSize = Limit("header_value_size"),
            ParameterCount = Limit("parameter_count"),
            ParameterNameSize = Limit("parameter_name_size"),
            ParameterValueSize = Limit("parameter_value_size"),
            QuerySize = Limit("query_size"),
            RequestLineSize = Limit("request_line_size"),
            RequestSize = Limit("request_size"),
            UrlSize = Limit("url_size"),
        };
    }

    private static Spared<WafAction> Waf(Fields fields)
    {
        fields.Unsupported("app_firewall_detection_control", "write a waf_exclusion_policy");
        fields.OneOf(needed: true, "none", "waf_skip_processing");
        _ = fields.Empty("none");
        return new(fields.Empty("waf_skip_processing") ? WafAction.WafSkipProcessing : WafAction.None);
    }

    private static Spared<RuleBotAction> Bot(Fields fields)
    {
        fields.OneOf(needed: true, "none", "bot_skip_processing");
        _ = fields.Empty("none");
        return new(fields.Empty("bot_skip_processing") ? RuleBotAction.BotSkipProcessing : RuleBotAction.None);
    }

    /// <summary>A list and whether the rest is meant.</summary>
    private sealed record Listed(IReadOnlyList<string>? Texts, bool Invert);

    private sealed record Spared<T>(T Action);
}
