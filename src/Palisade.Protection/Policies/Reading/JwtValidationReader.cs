using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Reads <c>jwt_validation</c>.</summary>
internal static class JwtValidationReader
{
    /// <summary>The spec as it is written.</summary>
    public static PolicySpec Read(Fields fields)
    {
        fields.OneOf(needed: true, "jwks", "jwks_file");
        var place = fields.Mapping("token_location", Place) ?? new();
        return place with
        {
            Jwks = fields.OptionalText("jwks"),
            JwksFile = fields.OptionalText("jwks_file"),
            Algorithms = fields.Texts("algorithms"),
            Issuer = fields.OptionalText("issuer"),
            Audience = fields.Texts("audience"),
            MandatoryClaims = fields.Texts("mandatory_claims"),
            ValidatePeriod = fields.Flag("validate_period", usual: true),
            ClockSkewSeconds = fields.Number("clock_skew_seconds", 60),
            MaxTokenBytes = fields.Number("max_token_bytes", 16 * 1024),
            Action = fields.Choice("action", ViolationChoice.Block),
        };
    }

    private static JwtValidationConfig Place(Fields fields)
    {
        fields.OneOf(needed: true, "bearer_token", "cookie_name", "header_name", "query_param");
        _ = fields.Empty("bearer_token");
        return new() { CookieName = fields.OptionalText("cookie_name"), HeaderName = fields.OptionalText("header_name"), QueryParam = fields.OptionalText("query_param") };
    }
}
