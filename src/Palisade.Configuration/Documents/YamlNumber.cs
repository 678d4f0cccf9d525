using System.Globalization;

namespace Palisade.Configuration.Documents;

/// <summary>Numbers of YAML's core schema, as JSON writes them. <c>.inf</c> and <c>.nan</c> stay texts: JSON has neither.</summary>
public static class YamlNumber
{
    /// <summary>The number in JSON's form; null when the text is no number.</summary>
    public static string? ToJson(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) return InBase(text[2..], NumberStyles.AllowHexSpecifier);
        if (text.StartsWith("0o", StringComparison.Ordinal)) return Octal(text[2..]);

        var sign = text is ['-', ..] ? "-" : "";
        var rest = text is ['-' or '+', ..] ? text[1..] : text;
        var exponent = rest.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? rest : rest[..exponent];
        var power = exponent < 0 ? "" : rest[(exponent + 1)..];
        if (exponent >= 0 && !IsDigits(power is ['+' or '-', ..] ? power[1..] : power)) return null;

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? "" : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || (whole.Length > 0 && !IsDigits(whole)) || (fraction.Length > 0 && !IsDigits(fraction))) return null;

        whole = whole.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        return sign + whole + (fraction.Length > 0 ? "." + fraction : "") + (power.Length > 0 ? "e" + power : "");
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? InBase(string digits, NumberStyles style) =>
        ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Octal(string digits)
    {
        if (digits.Length is 0 or > 20 || digits.AsSpan().IndexOfAnyExceptInRange('0', '7') >= 0) return null;
        ulong number = 0;
        foreach (var digit in digits) number = (number * 8) + (ulong)(digit - '0');
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
