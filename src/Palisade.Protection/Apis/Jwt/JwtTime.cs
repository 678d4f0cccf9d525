using System.Buffers.Text;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>The three claims about time (RFC 7519, sections 4.1.4 to 4.1.6), in seconds since 1970.</summary>
internal static class JwtTime
{
    /// <summary>What is wrong with a token's time; null when nothing is.</summary>
    public static (JwtFault Fault, string Detail)? Judge(JsonTape claims, DateTimeOffset now, TimeSpan skew)
    {
        var (seconds, apart) = (now.ToUnixTimeMilliseconds() / 1000.0, skew.TotalSeconds);
        if (!TryRead(claims, "exp"u8, out var end) || !TryRead(claims, "nbf"u8, out var start) || !TryRead(claims, "iat"u8, out var made)) return (JwtFault.Claim, "a claim about time is not a number");
        if (end is null) return (JwtFault.Claim, "the token has no claim 'exp'");
        if (seconds >= end + apart) return (JwtFault.Expired, "the token's time is over");
        if (start > seconds + apart) return (JwtFault.NotYet, "the token's time has not come");
        return made > seconds + apart ? (JwtFault.NotYet, "the token was made in the future") : null;
    }

    private static bool TryRead(JsonTape claims, ReadOnlySpan<byte> name, out double? seconds)
    {
        seconds = null;
        var at = claims.Member(0, name);
        if (at < 0) return true;
        if (claims[at].Kind is not JsonKind.Number || !Utf8Parser.TryParse(claims.Bytes(at), out double number, out var used) || used != claims.Bytes(at).Length || !double.IsFinite(number)) return false;
        seconds = number;
        return true;
    }
}
