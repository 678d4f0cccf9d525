using System.Buffers.Text;
using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>What came of a token: the claims, or what is wrong.</summary>
/// <param name="Claims">Null when something is.</param>
/// <param name="Detail">What is wrong, in one sentence without anything of the token.</param>
public readonly record struct JwtResult(JwtClaims? Claims, JwtFault Fault, string Detail);

/// <summary>Decides which tokens are good (RFC 7519, 7515; the advice of RFC 8725). Immutable; shared by all requests.</summary>
public sealed class JwtValidation
{
    private const int MostTries = 8;
    private static readonly JsonLimits Limits = new(16, 2000);
    private readonly JwtKeySet _keys;
    private readonly JwtAlgorithm[] _allowed;
    private readonly byte[] _place;

    /// <summary>A validation with its keys.</summary>
    public JwtValidation(JwtOptions options, JwtKeySet keys)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Options, _keys) = (options, keys);
        _allowed = [.. JwtAlgorithm.All.Where(a => options.Algorithms.Contains(a.Name, StringComparer.Ordinal))];
        _place = Encoding.UTF8.GetBytes(options.PlaceName);
    }

    /// <summary>Which tokens are good.</summary>
    public JwtOptions Options { get; }

    /// <summary>Looks for the token of a request and judges it.</summary>
    public JwtResult Check(RequestHead head, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(head);
        var tokens = Tokens(head);
        return tokens.Count switch
        {
            0 => Bad(JwtFault.Missing, "there is no token"),
            1 => Judge(tokens[0].Span, now),
            _ => Bad(JwtFault.Malformed, "there is more than one token"),
        };
    }

    /// <summary>Judges one token.</summary>
    public JwtResult Judge(ReadOnlySpan<byte> token, DateTimeOffset now)
    {
        if (token.Length > Options.MostBytes) return Bad(JwtFault.Malformed, $"the token is longer than {Options.MostBytes} bytes");
        var first = token.IndexOf((byte)'.');
        var last = token.LastIndexOf((byte)'.');
        if (first <= 0 || last <= first + 1 || token[(first + 1)..last].Contains((byte)'.')) return Bad(JwtFault.Malformed, "the token is not of three parts");
        if (Decoded(token[..first]) is not { } head || Decoded(token[(first + 1)..last]) is not { } body || Decoded(token[(last + 1)..]) is not { } signature)
            return Bad(JwtFault.Malformed, "a part of the token is not base64url");

        var header = new JsonTape();
        if (!IsObject(header, head)) return Bad(JwtFault.Malformed, "the token's header is not a JSON object");
        // Extensions that we do not know must not be passed over (RFC 7515, section 4.1.11).
        if (header.Member(0, "crit"u8) >= 0) return Bad(JwtFault.Malformed, "the token has critical extensions, and none is known here");
        if (Algorithm(header) is not { } algorithm) return Bad(JwtFault.Algorithm, "the token's algorithm is not allowed");
        if (Verify(header, algorithm, token[..last], signature) is var fault and not JwtFault.None) return Bad(fault, fault is JwtFault.Key ? "there is no key for the token" : "the signature is wrong");

        var claims = new JsonTape();
        return IsObject(claims, body) ? Claims(claims, now) : Bad(JwtFault.Malformed, "the token's claims are not a JSON object");
    }

    private JwtAlgorithm? Algorithm(JsonTape header)
    {
        var at = header.Member(0, "alg"u8);
        if (at < 0 || header[at].Kind is not JsonKind.String) return null;
        foreach (var algorithm in _allowed)
        {
            if (Ascii.Equals(header.Bytes(at), algorithm.Name)) return algorithm;
        }

        return null;
    }

    private JwtFault Verify(JsonTape header, JwtAlgorithm algorithm, ReadOnlySpan<byte> signed, byte[] signature)
    {
        var id = header.Member(0, "kid"u8);
        var name = id >= 0 && header[id].Kind is JsonKind.String ? Encoding.UTF8.GetString(header.Bytes(id)) : null;
        var tries = 0;
        foreach (var key in _keys.Keys)
        {
            if (!key.Suits(algorithm) || (name is not null && key.Id is not null && key.Id != name)) continue;
            if (++tries > MostTries) break;
            if (key.Verifies(algorithm, signed, signature)) return JwtFault.None;
        }

        return tries == 0 ? JwtFault.Key : JwtFault.Signature;
    }

    private JwtResult Claims(JsonTape claims, DateTimeOffset now)
    {
        if (Options.ChecksTime && JwtTime.Judge(claims, now, Options.Skew) is var (fault, detail)) return Bad(fault, detail);
        if (Options.Issuer is { } issuer && !IsText(claims, "iss"u8, [issuer])) return Bad(JwtFault.Issuer, "the token is not from the issuer");
        if (Options.Audiences.Count > 0 && !IsText(claims, "aud"u8, Options.Audiences)) return Bad(JwtFault.Audience, "the token is for another audience");
        foreach (var name in Options.MandatoryClaims)
        {
            var at = claims.Member(0, Encoding.UTF8.GetBytes(name));
            if (at < 0 || claims[at].Kind is JsonKind.Null) return Bad(JwtFault.Claim, $"the token has no claim '{name}'");
        }

        return new(new JwtClaims(claims), JwtFault.None, "");
    }

    /// <summary>Whether a claim is one of some texts, or a list with one of them.</summary>
    private static bool IsText(JsonTape claims, ReadOnlySpan<byte> name, IReadOnlyList<string> wanted)
    {
        var at = claims.Member(0, name);
        if (at < 0) return false;
        if (claims[at].Kind is JsonKind.String) return wanted.Contains(Encoding.UTF8.GetString(claims.Bytes(at)), StringComparer.Ordinal);
        if (claims[at].Kind is not JsonKind.Array) return false;
        for (var item = at + 1; item < claims[at].End; item = claims[item].End)
        {
            if (claims[item].Kind is JsonKind.String && wanted.Contains(Encoding.UTF8.GetString(claims.Bytes(item)), StringComparer.Ordinal)) return true;
        }

        return false;
    }

    private List<ReadOnlyMemory<byte>> Tokens(RequestHead head)
    {
        switch (Options.Place)
        {
            case JwtPlace.Cookie: return HeaderValues.Cookies(head.Headers, _place);
            case JwtPlace.Query:
                var invalid = false;
                var values = QueryPairs.Of(RequestTarget.Of(head.Target).Query).Take(_place);
                for (var i = 0; i < values.Count; i++) values[i] = UrlDecoding.Decode(values[i], ref invalid);
                return values;
            case JwtPlace.Header: return HeaderValues.All(head.Headers, _place).ConvertAll(v => Bearer(v) ?? v);
            default: return HeaderValues.All(head.Headers, "Authorization"u8).ConvertAll(v => Bearer(v) ?? default).FindAll(v => !v.IsEmpty);
        }
    }

    /// <summary>What follows the word; null when it does not stand there.</summary>
    private static ReadOnlyMemory<byte>? Bearer(ReadOnlyMemory<byte> value)
    {
        // Not "? … : null": null is taken for an array there, and becomes memory that is empty.
        if (value.Length <= 7 || !Ascii.EqualsIgnoreCase(value.Span[..7], "Bearer "u8)) return null;
        return value[7..].Trim((byte)' ');
    }

    private static bool IsObject(JsonTape tape, byte[] text) => tape.Read(text, Limits) is JsonFault.None && tape.Length > 0 && tape[0].Kind is JsonKind.Object;

    /// <summary>Base64url without padding, in the one form it has: two tokens must not be the same (RFC 7515, section 2).</summary>
    private static byte[]? Decoded(ReadOnlySpan<byte> part)
    {
        if (part.IndexOfAny("= \t\r\n"u8) >= 0 || !Base64Url.IsValid(part)) return null;
        var bytes = Base64Url.DecodeFromUtf8(part);
        return Base64Url.EncodeToUtf8(bytes).AsSpan().SequenceEqual(part) ? bytes : null;
    }

    private static JwtResult Bad(JwtFault fault, string detail) => new(null, fault, detail);
}
