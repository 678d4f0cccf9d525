using System.Globalization;
using System.Text;

namespace Palisade.Ftw.Templates;

/// <summary>Go's <c>fmt</c> for the values of templates.</summary>
internal static class GoFormat
{
    /// <summary>What an action writes.</summary>
    public static string Shown(object? value) => value is null ? "<no value>" : Plain(value);

    /// <summary><c>%v</c>.</summary>
    public static string Plain(object? value) => value switch
    {
        null => "<nil>",
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        string text => text,
        IReadOnlyDictionary<string, object?> map =>
            $"map[{string.Join(' ', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}:{Plain(e.Value)}"))}]",
        IReadOnlyList<object?> list => $"[{string.Join(' ', list.Select(Plain))}]",
        _ => throw new TemplateFaultException("a value cannot be shown"),
    };

    /// <summary><c>%q</c> of a text.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        var bytes = Encoding.Latin1.GetBytes(text).AsSpan();
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            quoted.Append(valid ? Quoted(rune) : $"\\x{bytes[0]:x2}");
            bytes = bytes[used..];
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Go's <c>Sprintf</c>.</summary>
    public static string Sprintf(string format, IReadOnlyList<object?> arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            var verb = FormatVerb.Read(format, ref i);
            result.Append(verb.Letter == '%' ? "%" : Apply(verb, arguments, ref next));
            if (result.Length > GoTemplate.MaxBytes) throw new TemplateFaultException("a text is too long");
        }

        if (next < arguments.Count) throw new TemplateFaultException("printf: too many arguments");
        return result.ToString();
    }

    private static string Apply(FormatVerb verb, IReadOnlyList<object?> arguments, ref int next)
    {
        if (next >= arguments.Count) throw new TemplateFaultException("printf: an argument is missing");
        return verb.Apply(arguments[next++]);
    }

    private static string Quoted(Rune rune)
    {
        var known = rune.IsAscii ? "\a\b\f\n\r\t\v\\\"".IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        if (known >= 0) return $"\\{"abfnrtv\\\""[known]}";
        if (rune.Value is < 0x20 or 0x7F) return $"\\x{rune.Value:x2}";
        return GoLiteral.Utf8(rune.Value);
    }

    /// <summary><c>%v</c> of a broken number: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e21.</summary>
    public static string Float(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "+Inf" : "-Inf";
        if (number == 0) return "0";

        var parts = number.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = new string([.. number.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].Where(char.IsAsciiDigit)]).Trim('0');
        var sign = number < 0 ? "-" : "";
        if (exponent is < -4 or >= 21)
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
