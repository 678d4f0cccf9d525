using System.Globalization;
using System.Text;

namespace Palisade.Ftw.Templates;

/// <summary>One verb of a format, such as <c>%-08.3x</c>.</summary>
internal readonly record struct FormatVerb(string Flags, int Width, int? Precision, char Letter)
{
    /// <summary>Widest field; wider ones are a fault.</summary>
    private const int MaxWidth = 1_000_000;

    /// <summary>Reads the verb whose percent sign stands at <paramref name="at"/>, and leaves that at its last character.</summary>
    public static FormatVerb Read(string format, ref int at)
    {
        var start = ++at;
        while (at < format.Length && "+-# 0".Contains(format[at])) at++;
        var flags = format[start..at];
        var width = ReadNumber(format, ref at);
        int? precision = null;
        if (at < format.Length && format[at] == '.')
        {
            at++;
            precision = ReadNumber(format, ref at);
        }

        if (at >= format.Length) throw new TemplateFaultException("printf: a verb is missing");
        return new(flags, width, precision, format[at]);
    }

    /// <summary>The value in this form.</summary>
    public string Apply(object? value) => Pad(Body(value), value is long or double && !Flags.Contains('-') && Flags.Contains('0'));

    private static int ReadNumber(string format, ref int at)
    {
        var number = 0;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            number = (number * 10) + (format[at++] - '0');
            if (number > MaxWidth) throw new TemplateFaultException("printf: a field is too wide");
        }

        return number;
    }

    private string Body(object? value) => (Letter, value) switch
    {
        ('v', _) => Signed(GoFormat.Plain(value), value),
        ('s', string text) => Cut(text),
        ('s', IReadOnlyList<object?> list) => GoFormat.Plain(list),
        ('q', string text) => GoFormat.Quoted(Cut(text)),
        ('q', long rune) => $"'{GoLiteral.Utf8(rune)}'",
        ('x' or 'X', string text) => Hex(Cut(text)),
        ('d', long number) => Signed(number.ToString(CultureInfo.InvariantCulture), value),
        ('x' or 'X' or 'o' or 'b', long number) => Radix(number),
        ('c', long rune) => GoLiteral.Utf8(rune),
        ('U', long rune) => $"U+{rune:X4}",
        ('t', bool truth) => truth ? "true" : "false",
        ('f' or 'F', double number) => Signed(number.ToString($"F{Precision ?? 6}", CultureInfo.InvariantCulture), value),
        ('g', double number) => Signed(GoFormat.Float(number), value),
        _ => throw new TemplateFaultException($"printf: %{Letter} is not supported for a {GoValue.Kind(value)}"),
    };

    private string Cut(string text) => Precision is { } most && most < text.Length ? text[..most] : text;

    private string Signed(string text, object? value)
    {
        if (value is not (long or double) || text.StartsWith('-')) return text;
        if (Flags.Contains('+')) return $"+{text}";
        return Flags.Contains(' ') ? $" {text}" : text;
    }

    private string Hex(string text)
    {
        var hex = new StringBuilder(text.Length * 2);
        foreach (var b in text) hex.Append(((int)b).ToString(Letter == 'x' ? "x2" : "X2", CultureInfo.InvariantCulture));
        return hex.ToString();
    }

    private string Radix(long number)
    {
        var size = number < 0 ? unchecked((ulong)-number) : (ulong)number;
        var (digits, mark) = Letter switch
        {
            'x' => (size.ToString("x", CultureInfo.InvariantCulture), "0x"),
            'X' => (size.ToString("X", CultureInfo.InvariantCulture), "0X"),
            'b' => (size.ToString("b", CultureInfo.InvariantCulture), "0b"),
            _ => (Convert.ToString(unchecked((long)size), 8), "0"),
        };
        return Signed($"{(number < 0 ? "-" : "")}{(Flags.Contains('#') ? mark : "")}{digits}", number);
    }

    private string Pad(string text, bool zeros)
    {
        var length = Encoding.UTF8.GetCharCount(Encoding.Latin1.GetBytes(text));
        if (length >= Width) return text;

        var missing = Width - length;
        if (Flags.Contains('-')) return text + new string(' ', missing);
        if (!zeros) return new string(' ', missing) + text;
        var signed = text is ['-' or '+' or ' ', ..];
        return (signed ? text[..1] : "") + new string('0', missing) + (signed ? text[1..] : text);
    }
}
