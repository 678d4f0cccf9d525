using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Whether a text has a format. Linear, and right for any valid UTF-8.</summary>
internal delegate bool TextFormat(ReadOnlySpan<byte> text);

/// <summary>The formats that are asserted (JSON Schema validation 2020-12, section 7.3; the OpenAPI format registry). Others are annotations.</summary>
internal static class TextFormats
{
    private static readonly SearchValues<byte> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="u8);

    /// <summary>By name.</summary>
    public static readonly FrozenDictionary<string, TextFormat> All = new Dictionary<string, TextFormat>
    {
        ["date-time"] = TimeFormats.IsDateTime,
        ["date"] = TimeFormats.IsDate,
        ["time"] = TimeFormats.IsTime,
        ["duration"] = TimeFormats.IsDuration,
        ["email"] = NetworkFormats.IsEmail,
        ["hostname"] = NetworkFormats.IsHostName,
        ["ipv4"] = text => IsAddress(text, isV6: false),
        ["ipv6"] = text => IsAddress(text, isV6: true),
        ["uri"] = text => NetworkFormats.IsUri(text, isReference: false),
        ["uri-reference"] = text => NetworkFormats.IsUri(text, isReference: true),
        ["uuid"] = text => Utf8Parser.TryParse(text, out Guid _, out var used, 'D') && used == text.Length && text.Length == 36,
        ["byte"] = IsBase64,
        ["base64url"] = text => text.IndexOfAnyExcept(Base64UrlCharacters) < 0 && text.TrimEnd((byte)'=').Length % 4 != 1,
        ["json-pointer"] = IsJsonPointer,
        ["char"] = text => Encoding.UTF8.GetCharCount(text) == 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static bool IsBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text);

    private static bool IsAddress(ReadOnlySpan<byte> text, bool isV6)
    {
        // The platform takes ports, brackets, scopes and short forms of IPv4, too.
        if (text.Length is 0 or > 45 || text.IndexOfAny("[]%/"u8) >= 0 || text.Contains((byte)':') != isV6) return false;
        if (!isV6 && (text.Count((byte)'.') != 3 || HasLeadingZero(text))) return false;
        return IPAddress.TryParse(Encoding.UTF8.GetString(text), out _);
    }

    private static bool HasLeadingZero(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '0' && text[i + 1] != '.' && (i == 0 || text[i - 1] == '.')) return true;
        }

        return false;
    }

    private static bool IsJsonPointer(ReadOnlySpan<byte> text)
    {
        if (text is not ([] or [(byte)'/', ..])) return false;
        for (var i = text.IndexOf((byte)'~'); i >= 0;)
        {
            if (i + 1 == text.Length || text[i + 1] is not ((byte)'0' or (byte)'1')) return false;
            var next = text[(i + 1)..].IndexOf((byte)'~');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return true;
    }
}
