using System.Globalization;
using System.Net;
using System.Text;

namespace Palisade.Events.Masking;

/// <summary>The forms in which one value travels. Texts are widened bytes.</summary>
internal static class Decoding
{
    /// <summary>Percent escapes and plus signs.</summary>
    public static string Url(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0) return text;
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && Hex(text.AsSpan(i + 1, 2)) is { } value)
            {
                output.Append((char)value);
                i += 2;
            }
            else output.Append(text[i] == '+' ? ' ' : text[i]);
        }

        return output.ToString();
    }

    /// <summary>The backslash escapes of JSON; characters beyond a byte become UTF-8.</summary>
    public static string Json(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) output.Append(text[i]);
            else if (text[i + 1] == 'u' && i + 5 < text.Length && Hex(text.AsSpan(i + 2, 4)) is { } unit)
            {
                output.Append(Widen((char)unit));
                i += 5;
            }
            else output.Append(text[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var c => c });
        }

        return output.ToString();
    }

    /// <summary>The entities of XML and HTML; characters beyond a byte become UTF-8.</summary>
    public static string Xml(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? string.Concat(WebUtility.HtmlDecode(text).Select(Widen)) : text;

    private static string Widen(char unit) =>
        unit <= 0x7F ? unit.ToString() : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes([unit]));

    private static int? Hex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
