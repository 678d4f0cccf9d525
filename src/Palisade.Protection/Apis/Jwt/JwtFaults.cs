using System.Collections.Frozen;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>The names of faults in events and metrics. The one list.</summary>
public static class JwtFaults
{
    private static readonly FrozenDictionary<JwtFault, string> Names = new Dictionary<JwtFault, string>
    {
        [JwtFault.Missing] = "VIOL_JWT_MISSING",
        [JwtFault.Malformed] = "VIOL_JWT_MALFORMED",
        [JwtFault.Algorithm] = "VIOL_JWT_ALGORITHM",
        [JwtFault.Key] = "VIOL_JWT_KEY",
        [JwtFault.Signature] = "VIOL_JWT_SIGNATURE",
        [JwtFault.Expired] = "VIOL_JWT_EXPIRED",
        [JwtFault.NotYet] = "VIOL_JWT_NOT_YET_VALID",
        [JwtFault.Issuer] = "VIOL_JWT_ISSUER",
        [JwtFault.Audience] = "VIOL_JWT_AUDIENCE",
        [JwtFault.Claim] = "VIOL_JWT_CLAIM",
    }.ToFrozenDictionary();

    /// <summary>The name of a fault.</summary>
    public static string NameOf(JwtFault fault) => Names.GetValueOrDefault(fault, "");

    /// <summary>What a client without a good token is told, as the value of WWW-Authenticate (RFC 6750, section 3).</summary>
    public static string Challenge(JwtFault fault) => fault is JwtFault.Missing ? "Bearer" : "Bearer error=\"invalid_token\"";
}
