using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>user_identification</c>: rules that find the user of a request.</summary>
internal static class UserIdentificationReader
{
    private const string NoFingerprints = "the gateway takes no fingerprints of TLS";

    private static readonly (string Field, UserSource Source)[] Named =
    [
        ("cookie_name", UserSource.CookieName),
        ("http_header_name", UserSource.HttpHeaderName),
        ("query_param_key", UserSource.QueryParamKey),
        ("jwt_claim_name", UserSource.JwtClaimName),
        ("ip_and_http_header_name", UserSource.IpAndHttpHeaderName),
    ];

    private static readonly (string Field, UserSource Source)[] Bare =
    [
        ("client_ip", UserSource.ClientIp),
        ("client_asn", UserSource.ClientAsn),
        ("client_country", UserSource.ClientCountry),
        ("client_region", UserSource.ClientRegion),
        ("none", UserSource.None),
    ];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static UserIdentificationConfig Read(Fields fields) => new() { Rules = fields.Mappings("rules", Rule) };

    private static UserRuleConfig Rule(Fields fields)
    {
        foreach (var field in new[] { "tls_fingerprint", "ja4_tls_fingerprint", "ip_and_tls_fingerprint", "ip_and_ja4_tls_fingerprint" }) fields.Unsupported(field, NoFingerprints);
        fields.Unsupported("client_city", "a city is no user; take client_region or client_ip");
        fields.OneOf(needed: true, [.. Named.Select(n => n.Field), .. Bare.Select(b => b.Field)]);
        foreach (var (field, source) in Named)
        {
            if (fields.OptionalText(field) is { } name) return new(source, name);
        }

        foreach (var (field, source) in Bare)
        {
            if (fields.Empty(field)) return new(source, "");
        }

        return new(UserSource.ClientIp, "");
    }
}
