namespace Palisade.Protection.Apis.Jwt;

/// <summary>What is wrong with a token.</summary>
public enum JwtFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is no signed token in compact form (RFC 7515, section 3.1), too long, or there are two.</summary>
    Malformed,

    /// <summary>Its algorithm is not one that is allowed.</summary>
    Algorithm,

    /// <summary>No key of that name, or for that algorithm.</summary>
    Key,

    /// <summary>The signature is not that of the key.</summary>
    Signature,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYet,

    /// <summary>It is from somebody else.</summary>
    Issuer,

    /// <summary>It is for somebody else.</summary>
    Audience,

    /// <summary>A claim that has to be there is not, or is not of its type.</summary>
    Claim,
}
