using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>rate_limiter_policy</c>: which rate limiter holds where.</summary>
internal static class RateLimiterPolicyReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static RateLimiterPolicyConfig Read(Fields fields) => new()
    {
        Server = ServicePolicyReader.Server(fields),
        RateLimiter = fields.OptionalText("rate_limiter"),
        Rules = fields.Mappings("rules", Rule),
    };

    private static RateRuleConfig Rule(Fields fields)
    {
        var metadata = fields.Mapping("metadata", m => new ObjectMetadata { Name = m.Text("name"), Description = m.OptionalText("description") ?? "" });
        if (metadata is null) fields.Fault("metadata", PolicyCodes.Missing, "missing", "metadata: {name: …}");
        if (!fields.Has("spec")) fields.Fault("spec", PolicyCodes.Missing, "missing", "spec: {…}");
        var rule = fields.Mapping("spec", Spec) ?? new(new(), RateAction.Bypass, null);
        return rule with { Match = rule.Match with { Metadata = metadata ?? new() } };
    }

    private static RateRuleConfig Spec(Fields fields)
    {
        fields.Unsupported("asn_matcher", "write the numbers in asn_list");
        fields.OneOf(needed: true, "apply_rate_limiter", "bypass_rate_limiter", "custom_rate_limiter");
        fields.OneOf(needed: false, "any_ip", "ip_prefix_list", "ip_matcher");
        fields.OneOf(needed: false, "any_asn", "asn_list");
        fields.OneOf(needed: false, "any_country", "country_list");
        foreach (var any in new[] { "any_ip", "any_asn", "any_country" }) _ = fields.Empty(any);
        var (apply, bypass) = (fields.Empty("apply_rate_limiter"), fields.Empty("bypass_rate_limiter"));
        var custom = fields.OptionalText("custom_rate_limiter");
        var match = ServicePolicyRuleReader.Conditions(fields);
        return new(match, bypass ? RateAction.Bypass : apply ? RateAction.Apply : RateAction.Custom, custom);
    }
}
