using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>service_policy</c>: which servers it is about, and one of five kinds of rules.</summary>
internal static class ServicePolicyReader
{
    private const string NoFingerprints = "the gateway takes no fingerprints of TLS";
    private const string NoSets = "write the numbers in asn_list";

    /// <summary>Reads the <c>spec</c>.</summary>
    public static ServicePolicyConfig Read(Fields fields)
    {
        fields.OneOf(needed: true, "allow_all_requests", "deny_all_requests", "allow_list", "deny_list", "rule_list");
        return new()
        {
            Server = Server(fields),
            Algorithm = fields.Choice("algorithm", CombiningAlgorithm.FirstMatch),
            AllowAllRequests = fields.Empty("allow_all_requests"),
            DenyAllRequests = fields.Empty("deny_all_requests"),
            AllowList = fields.Mapping("allow_list", Clients),
            DenyList = fields.Mapping("deny_list", Clients),
            Rules = fields.Mapping("rule_list", list => list.Mappings("rules", Rule)),
        };
    }

    /// <summary>Which servers, as rate limiter policies have it too.</summary>
    public static ServerChoiceConfig Server(Fields fields)
    {
        fields.OneOf(needed: false, "any_server", "server_name", "server_name_matcher", "server_selector");
        _ = fields.Empty("any_server");
        return new()
        {
            Name = fields.OptionalText("server_name"),
            NameMatcher = fields.Mapping("server_name_matcher", TextMatchReader.Values),
            Selector = fields.Mapping("server_selector", s => s.Texts("expressions")),
        };
    }

    private static ClientListConfig Clients(Fields fields)
    {
        fields.Unsupported("asn_set", NoSets);
        fields.Unsupported("tls_fingerprint_classes", NoFingerprints);
        fields.Unsupported("tls_fingerprint_values", NoFingerprints);
        fields.OneOf(needed: false, "default_action_allow", "default_action_deny", "default_action_next_policy");
        var (allow, deny) = (fields.Empty("default_action_allow"), fields.Empty("default_action_deny"));
        _ = fields.Empty("default_action_next_policy");
        return new()
        {
            Prefixes = fields.Mapping("prefix_list", p => p.Texts("prefixes")) ?? [],
            PrefixSets = fields.Texts("ip_prefix_set"),
            AsNumbers = fields.Mapping("asn_list", a => a.Texts("as_numbers")) ?? [],
            Countries = fields.Texts("country_list"),
            DefaultAction = allow ? PolicyAction.Allow : deny ? PolicyAction.Deny : PolicyAction.NextPolicy,
        };
    }

    private static ServicePolicyRuleConfig Rule(Fields fields)
    {
        var metadata = fields.Mapping("metadata", m => new ObjectMetadata { Name = m.Text("name"), Description = m.OptionalText("description") ?? "" });
        if (metadata is null) fields.Fault("metadata", PolicyCodes.Missing, "missing", "metadata: {name: …}");
        if (!fields.Has("spec")) fields.Fault("spec", PolicyCodes.Missing, "missing", "spec: {…}");
        var rule = fields.Mapping("spec", ServicePolicyRuleReader.Read) ?? new();
        return rule with { Metadata = metadata ?? new() };
    }
}
