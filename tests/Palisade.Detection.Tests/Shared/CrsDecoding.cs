using System.Globalization;
using System.Net;
using System.Text;

namespace Palisade.Detection.Tests.Shared;

/// <summary>The transformations that CRS puts before its two recognisers, enough of them for its tests; the engine has the real ones.</summary>
internal static class CrsDecoding
{
    /// <summary>What rules 942100 and 942101 see: every step of the chain, as multiMatch asks.</summary>
    public static IEnumerable<byte[]> ForSql(string value)
    {
        var decoded = UrlDecode(Utf8ToUnicode(value));
        return new[] { value, decoded, RemoveNulls(decoded) }.Distinct(StringComparer.Ordinal).Select(Encoding.Latin1.GetBytes);
    }

    /// <summary>What rules 941100 and 941101 see: the end of the chain only.</summary>
    public static byte[] ForXss(string value) =>
        Encoding.Latin1.GetBytes(RemoveNulls(CssDecode(JsDecode(HtmlDecode(UrlDecode(Utf8ToUnicode(value)))))));

    /// <summary>A value and what is under its layers of percent encoding and JavaScript escapes, at most four deep.</summary>
    public static IEnumerable<byte[]> Layers(string value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var depth = 0; depth < 4 && seen.Add(value); depth++)
        {
            yield return Encoding.Latin1.GetBytes(value);
            var script = JsDecode(value);
            if (seen.Add(script)) yield return Encoding.Latin1.GetBytes(script);
            value = UrlDecode(value);
        }
    }

    public static string UrlDecode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '+') decoded.Append(' ');
            else if (text[i] == '%' && Hex(text, i + 1, 2) is { } b) (_, i) = (decoded.Append((char)b), i + 2);
            else if (text[i] == '%' && i + 1 < text.Length && text[i + 1] is 'u' or 'U' && Hex(text, i + 2, 4) is { } u) (_, i) = (decoded.Append(BestFit(u)), i + 5);
            else decoded.Append(text[i]);
        }

        return decoded.ToString();
    }

    private static int? Hex(string text, int at, int digits) =>
        at + digits <= text.Length && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static char BestFit(int code) => code is >= 0xFF01 and <= 0xFF5E ? (char)(code - 0xFEE0) : (char)(code & 0xFF);

    private static string Utf8ToUnicode(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var written = new StringBuilder(text.Length);
        for (var i = 0; i < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes.AsSpan(i), out var rune, out var used);
            if (bytes[i] < 0x80 || status != System.Buffers.OperationStatus.Done) (used, _) = (1, written.Append((char)bytes[i]));
            else written.Append(CultureInfo.InvariantCulture, $"%u{rune.Value:x4}");
            i += used;
        }

        return written.ToString();
    }

    private static string HtmlDecode(string text) => new(WebUtility.HtmlDecode(text).Select(c => (char)(c & 0xFF)).ToArray());

    private static string JsDecode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length) decoded.Append(text[i]);
            else if (text[i + 1] == 'u' && Hex(text, i + 2, 4) is { } u) (_, i) = (decoded.Append(BestFit(u)), i + 5);
            else if (text[i + 1] == 'x' && Hex(text, i + 2, 2) is { } x) (_, i) = (decoded.Append((char)x), i + 3);
            else (_, i) = (decoded.Append(text[i + 1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', 'v' => '\v', var c => c }), i + 1);
        }

        return decoded.ToString();
    }

    private static string CssDecode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }

            var digits = 0;
            while (digits < 6 && i + 1 + digits < text.Length && char.IsAsciiHexDigit(text[i + 1 + digits])) digits++;
            if (digits > 0) (_, i) = (decoded.Append((char)(Hex(text, i + 1, digits)!.Value & 0xFF)), i + digits);
        }

        return decoded.ToString();
    }

    private static string RemoveNulls(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
