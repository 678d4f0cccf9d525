using System.Globalization;
using System.Text;

namespace Palisade.Ftw.Templates;

/// <summary>Reads the literals of the Go language: texts, raw texts, characters, numbers. Characters are bytes, widened.</summary>
internal static class GoLiteral
{
    /// <summary>Reads the quoted literal that begins at <paramref name="start"/>.</summary>
    /// <returns>A text, or the number of a character; and the place behind it.</returns>
    public static (object Value, int Next) Read(string source, int start) => source[start] switch
    {
        '`' => ReadRaw(source, start),
        '"' => ReadQuoted(source, start, '"'),
        _ => ReadCharacter(source, start),
    };

    /// <summary>A whole or broken number in any of Go's notations, or null.</summary>
    public static object? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        var negative = plain.StartsWith('-');
        var digits = plain.TrimStart('+', '-');
        if (digits.Length == 0 || plain.Length - digits.Length > 1) return null;

        if (Whole(digits) is { } whole) return negative ? -whole : whole;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var broken)
            ? negative ? -broken : broken
            : null;
    }

    /// <summary>The UTF-8 bytes of a character, widened; the replacement character where there is none of that number.</summary>
    public static string Utf8(long rune) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes((Rune.IsValid(Narrow(rune)) ? new Rune(Narrow(rune)) : Rune.ReplacementChar).ToString()));

    private static int Narrow(long rune) => rune is < 0 or > int.MaxValue ? -1 : (int)rune;

    private static long? Whole(string digits)
    {
        var lower = digits.ToLowerInvariant();
        var (radix, rest) = lower switch
        {
            ['0', 'x', ..] => (16, lower[2..]),
            ['0', 'b', ..] => (2, lower[2..]),
            ['0', 'o', ..] => (8, lower[2..]),
            ['0', _, ..] => (8, lower[1..]),
            _ => (10, lower),
        };
        try
        {
            if (radix == 10) return long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;
            return rest.Length > 0 && rest.All(char.IsAsciiHexDigit) && Convert.ToInt64(rest, radix) is >= 0 and var value ? value : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null; // a digit that the radix does not have, or too many of them
        }
    }

    private static (object Value, int Next) ReadRaw(string source, int start)
    {
        var end = source.IndexOf('`', start + 1);
        if (end < 0) throw new TemplateFaultException("a raw text does not end");
        return (source[(start + 1)..end].Replace("\r", "", StringComparison.Ordinal), end + 1);
    }

    private static (object Value, int Next) ReadCharacter(string source, int start)
    {
        var (text, next) = ReadQuoted(source, start, '\'');
        var bytes = Encoding.Latin1.GetBytes((string)text);
        if (bytes.Length == 1) return ((long)bytes[0], next);
        return Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done && used == bytes.Length
            ? ((long)rune.Value, next)
            : throw new TemplateFaultException("a character must be one character");
    }

    private static (object Value, int Next) ReadQuoted(string source, int start, char quote)
    {
        var text = new StringBuilder();
        var at = start + 1;
        while (at < source.Length)
        {
            var c = source[at++];
            if (c == quote) return (text.ToString(), at);
            if (c == '\n') break;
            if (c == '\\') text.Append(ReadEscape(source, ref at));
            else text.Append(c);
        }

        throw new TemplateFaultException("a text does not end");
    }

    private static string ReadEscape(string source, ref int at)
    {
        if (at >= source.Length) throw new TemplateFaultException("a text does not end");
        var c = source[at++];
        switch (c)
        {
            case 'x':
                return ((char)ReadNumber(source, ref at, 2, 16)).ToString();
            case 'u':
                return Utf8(ReadNumber(source, ref at, 4, 16));
            case 'U':
                return Utf8(ReadNumber(source, ref at, 8, 16));
            case >= '0' and <= '7':
                at--;
                return ReadNumber(source, ref at, 3, 8) is <= 255 and var value
                    ? ((char)value).ToString()
                    : throw new TemplateFaultException("an octal escape is above \\377");
        }

        var known = "abfnrtv\\'\"".IndexOf(c, StringComparison.Ordinal);
        return known >= 0 ? "\a\b\f\n\r\t\v\\'\""[known].ToString() : throw new TemplateFaultException($"'\\{c}' is not an escape");
    }

    private static long ReadNumber(string source, ref int at, int digits, int radix)
    {
        var end = at + digits;
        if (end > source.Length || !source[at..end].All(d => char.IsAsciiHexDigit(d) && (radix == 16 || d is >= '0' and <= '7')))
        {
            throw new TemplateFaultException("an escape has too few digits");
        }

        var value = Convert.ToInt64(source[at..end], radix);
        at = end;
        return value;
    }
}
