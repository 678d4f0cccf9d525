namespace Palisade.Protection.Apis.Jwt;

/// <summary>Where a token is.</summary>
public enum JwtPlace
{
    /// <summary><c>Authorization: Bearer …</c> (RFC 6750, section 2.1).</summary>
    Bearer,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A header, with or without <c>Bearer</c> in front.</summary>
    Header,

    /// <summary>A parameter of the query.</summary>
    Query,
}

/// <summary>Which tokens are good.</summary>
public sealed record JwtOptions
{
    /// <summary>The names of all algorithms there are.</summary>
    public static IReadOnlyList<string> AlgorithmNames { get; } = [.. JwtAlgorithm.All.Select(a => a.Name)];

    /// <summary>Where the token is.</summary>
    public JwtPlace Place { get; init; }

    /// <summary>The name of cookie, header or parameter.</summary>
    public string PlaceName { get; init; } = "";

    /// <summary>Names of the algorithms that are allowed. Default all that use no shared secret.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [.. JwtAlgorithm.All.Where(a => a.Kind is not JwtKeyKind.Secret).Select(a => a.Name)];

    /// <summary>Who the token has to be from (<c>iss</c>); null for anybody.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who it has to be for (<c>aud</c>): one of these; empty for anybody.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Claims that have to be there.</summary>
    public IReadOnlyList<string> MandatoryClaims { get; init; } = [];

    /// <summary>Whether its time counts: <c>exp</c> has to be there and not over, <c>nbf</c> and <c>iat</c> not in the future. Default true.</summary>
    public bool ChecksTime { get; init; } = true;

    /// <summary>How far clocks may be apart. Default 60 s.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest token, in bytes. Default 16,384: half of what all headers together may have.</summary>
    public int MostBytes { get; init; } = 16 * 1024;

    /// <summary>What happens to a request without a good token.</summary>
    public Enforcement.ViolationAction Action { get; init; } = Enforcement.ViolationAction.Block;
}
