namespace Palisade.Configuration.Policies;

/// <summary>Which JSON Web Tokens are good, and where they are.</summary>
public sealed record JwtValidationConfig : PolicySpec
{
    /// <summary>A JSON Web Key Set as text; null where a file has it.</summary>
    public string? Jwks { get; init; }

    /// <summary>The file of a JSON Web Key Set, as a path beside the policy file; null where the text has it.</summary>
    public string? JwksFile { get; init; }

    /// <summary>Names of the algorithms that are allowed. Empty (the default) for all that use no shared secret.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>The cookie that has the token; null where it is elsewhere.</summary>
    public string? CookieName { get; init; }

    /// <summary>The header that has the token; null where it is elsewhere.</summary>
    public string? HeaderName { get; init; }

    /// <summary>The parameter of the query that has the token; null where it is elsewhere. With none of the three it is <c>Authorization: Bearer</c>.</summary>
    public string? QueryParam { get; init; }

    /// <summary>Who tokens have to be from; null for anybody.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who they have to be for: one of these. Default anybody.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>Claims that have to be there.</summary>
    public IReadOnlyList<string> MandatoryClaims { get; init; } = [];

    /// <summary>Whether <c>exp</c>, <c>nbf</c> and <c>iat</c> count. Default true.</summary>
    public bool ValidatePeriod { get; init; } = true;

    /// <summary>How far clocks may be apart, in seconds. 0 to 3,600. Default 60.</summary>
    public int ClockSkewSeconds { get; init; } = 60;

    /// <summary>Longest token, in bytes. 100 to 65,536. Default 16,384.</summary>
    public int MaxTokenBytes { get; init; } = 16 * 1024;

    /// <summary>What happens without a good token. Default block.</summary>
    public ViolationChoice Action { get; init; } = ViolationChoice.Block;

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (Jwks is null == JwksFile is null) yield return new(at, "One of jwks and jwks_file is needed.");
        if (ClockSkewSeconds is < 0 or > 3600) yield return new($"{at}.clock_skew_seconds", $"{ClockSkewSeconds} is not in 0 to 3600.");
        if (MaxTokenBytes is < 100 or > 65_536) yield return new($"{at}.max_token_bytes", $"{MaxTokenBytes} is not in 100 to 65536.");
    }
}
