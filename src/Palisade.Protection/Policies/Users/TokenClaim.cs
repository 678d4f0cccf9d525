using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Palisade.Configuration.Policies;
using Palisade.Engine.Http;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Users;

/// <summary>A claim of the token (JWT, RFC 7519) behind <c>Authorization: Bearer</c>, read and not believed: whether the token is good, others say.</summary>
internal static class TokenClaim
{
    private const int Longest = 16 * 1024;

    /// <summary>The user that a claim names; false where there is no token, or no such claim that is a text or a number.</summary>
    public static bool Find(IReadOnlyList<HeaderLine> headers, ReadOnlySpan<byte> claim, out UInt128 user)
    {
        user = 0;
        var at = 0;
        if (!HeaderLines.Next(headers, "Authorization", ref at, out var value) || value.Length > Longest) return false;
        if (value.Length < 8 || !Ascii.EqualsIgnoreCase(value[..7], "Bearer "u8)) return false;

        var token = value[7..].Trim((byte)' ');
        var first = token.IndexOf((byte)'.');
        if (first < 0) return false;

        var payload = token[(first + 1)..];
        var second = payload.IndexOf((byte)'.');
        if (second >= 0) payload = payload[..second];
        if (!Base64Url.IsValid(payload)) return false;

        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length + 4);
        payload.CopyTo(buffer);
        var length = Base64Url.DecodeFromUtf8InPlace(buffer.AsSpan(0, payload.Length));
        var found = Find(buffer.AsSpan(0, length), claim, out user);
        ArrayPool<byte>.Shared.Return(buffer);
        return found;
    }

    private static bool Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> claim, out UInt128 user)
    {
        user = 0;
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType is not JsonTokenType.PropertyName) continue;
                var wanted = reader.ValueTextEquals(claim);
                if (!reader.Read()) return false;
                if (!wanted) continue;
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.ValueSpan.IsEmpty) return false;

                user = UserKey.Of((int)UserSource.JwtClaimName, reader.ValueSpan);
                return true;
            }
        }
        catch (JsonException)
        {
            // A client may send anything behind Bearer: what is no JSON has no claims.
        }

        return false;
    }
}
