namespace Palisade.Configuration.Policies;

/// <summary>What tells users apart.</summary>
public enum UserSource
{
    /// <summary>The client's address; of IPv6, its first 64 bits, which is what one subscriber has.</summary>
    ClientIp,

    /// <summary>The value of a cookie.</summary>
    CookieName,

    /// <summary>The value of a header.</summary>
    HttpHeaderName,

    /// <summary>The value of a parameter of the query.</summary>
    QueryParamKey,

    /// <summary>A claim of the token behind <c>Authorization: Bearer</c>, as the client sent it.</summary>
    JwtClaimName,

    /// <summary>Address and header together.</summary>
    IpAndHttpHeaderName,

    /// <summary>The client's autonomous system.</summary>
    ClientAsn,

    /// <summary>The client's country.</summary>
    ClientCountry,

    /// <summary>The client's region.</summary>
    ClientRegion,

    /// <summary>Nothing: whoever gets here is nobody in particular, and no limit by user holds.</summary>
    None,
}

/// <summary>Rules that find the user of a request: the first that yields something decides.</summary>
public sealed record UserIdentificationConfig : PolicySpec
{
    /// <summary>The rules, in order. Behind the last one, the address decides.</summary>
    public IReadOnlyList<UserRuleConfig> Rules { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (Rules.Count == 0) yield return new($"{at}.rules", "At least one rule is needed.");
        for (var i = 0; i < Rules.Count; i++)
        {
            if (Rules[i].NeedsName && Rules[i].Name.Length == 0) yield return new($"{at}.rules[{i}]", "A name is needed.");
        }
    }
}

/// <summary>One rule.</summary>
/// <param name="Name">Of the cookie, header, parameter or claim; empty where there is none.</param>
public sealed record UserRuleConfig(UserSource Source, string Name)
{
    /// <summary>Whether it looks for something by name.</summary>
    public bool NeedsName => Source is UserSource.CookieName or UserSource.HttpHeaderName or UserSource.QueryParamKey or UserSource.JwtClaimName or UserSource.IpAndHttpHeaderName;
}
