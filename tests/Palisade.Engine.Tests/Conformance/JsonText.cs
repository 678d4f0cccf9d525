using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>Texts of the JSON files as the bytes that ModSecurity's runner makes of them, widened to characters.</summary>
internal static partial class JsonText
{
    /// <summary>The member's text: its UTF-8 bytes, as the runner's JSON library hands them out; empty when it is absent.</summary>
    public static string Read(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? Widen(value) : "";

    /// <summary>A JSON string up to its first NUL, where C ends it, or the literal of anything else.</summary>
    public static string Widen(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text.Split('\0')[0]));
    }

    /// <summary>
    /// Turns what is left of <c>\xHH</c> and then of <c>\uHHHH</c> into one byte each. Any letters and digits count, as they
    /// do in the runner: what does not begin with a hexadecimal digit is a byte too, here 0, the same in input and output.
    /// </summary>
    public static string Unescape(string text) => Unicode().Replace(Hexadecimal().Replace(text, LowByte), LowByte);

    private static string LowByte(Match match)
    {
        var digits = match.Groups["digits"].Value;
        var valid = "0" + string.Concat(digits.TakeWhile(char.IsAsciiHexDigit));
        return ((char)(int.Parse(valid, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & 0xFF)).ToString();
    }

    [GeneratedRegex(@"\\x(?<digits>[a-zA-Z0-9]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\\u(?<digits>[a-zA-Z0-9]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unicode();
}
