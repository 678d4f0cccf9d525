namespace Palisade.Engine.Patterns.Syntax;

/// <summary>The escapes that mean the same inside and outside a class: one byte, or a set of bytes.</summary>
internal static class EscapeSyntax
{
    private const int MostOctalDigits = 3;

    /// <summary>Reads a set escape: <c>\d \w \s \h \v</c>, their negations, <c>\p</c> and <c>\P</c>.</summary>
    /// <param name="cursor">After the backslash; moved only when the answer is true.</param>
    /// <param name="set">The bytes.</param>
    public static bool TryReadSet(PatternCursor cursor, out ByteSet set)
    {
        if (cursor.Next is 'p' or 'P')
        {
            set = ReadProperty(cursor);
            return true;
        }

        if (!NamedSets.TryGetEscape(cursor.Next, out set)) return false;
        cursor.Take();
        return true;
    }

    /// <summary>Reads an escape that stands for one byte. Anything else is a fault.</summary>
    /// <param name="cursor">After the backslash.</param>
    public static byte ReadByte(PatternCursor cursor)
    {
        if (cursor.AtEnd)
        {
            cursor.Fail("\\ at the end of the pattern");
            return 0;
        }

        var escape = cursor.Take();
        switch (escape)
        {
            case 'a': return 0x07;
            case 'e': return 0x1B;
            case 'f': return 0x0C;
            case 'n': return 0x0A;
            case 'r': return 0x0D;
            case 't': return 0x09;
            case 'c': return ReadControl(cursor);
            case 'x': return ReadHexadecimal(cursor);
            case 'o': return ReadBracedOctal(cursor);
            case >= '0' and <= '7':
                cursor.Position--;
                return ReadOctal(cursor);
            case '8' or '9':
                return (byte)escape;
        }

        if (char.IsAsciiLetter(escape)) cursor.Fail(cursor.Position - 1, $"\\{escape} is not an escape that is supported here");
        return (byte)escape;
    }

    private static byte ReadControl(PatternCursor cursor)
    {
        if (cursor.Next is < ' ' or > '~')
        {
            cursor.Fail("\\c must be followed by a printable ASCII character");
            return 0;
        }

        return (byte)(char.ToUpperInvariant(cursor.Take()) ^ 0x40);
    }

    private static byte ReadHexadecimal(PatternCursor cursor)
    {
        if (cursor.TryTake('{')) return ReadBraced(cursor, 16, "\\x{}");
        var value = 0;
        for (var digits = 0; digits < 2 && char.IsAsciiHexDigit(cursor.Next); digits++) value = (value * 16) + Digit(cursor.Take());
        return (byte)value;
    }

    private static byte ReadBracedOctal(PatternCursor cursor)
    {
        if (cursor.TryTake('{')) return ReadBraced(cursor, 8, "\\o{}");
        cursor.Fail("\\o must be followed by a number in braces");
        return 0;
    }

    private static byte ReadBraced(PatternCursor cursor, int radix, string name)
    {
        var value = 0;
        var any = false;
        while (char.IsAsciiHexDigit(cursor.Next) && Digit(cursor.Next) < radix)
        {
            value = Math.Min(0x10000, (value * radix) + Digit(cursor.Take()));
            any = true;
        }

        if (!cursor.TryTake('}')) cursor.Fail($"{name} has a character that is no digit, or no closing brace");
        else if (!any) cursor.Fail($"{name} has no digits");
        else if (value > byte.MaxValue) cursor.Fail($"the value of {name} does not fit a byte");
        return (byte)value;
    }

    private static byte ReadOctal(PatternCursor cursor)
    {
        var value = 0;
        for (var digits = 0; digits < MostOctalDigits && cursor.Next is >= '0' and <= '7'; digits++) value = (value * 8) + (cursor.Take() - '0');
        if (value > byte.MaxValue) cursor.Fail("an octal escape is greater than \\377");
        return (byte)value;
    }

    private static ByteSet ReadProperty(PatternCursor cursor)
    {
        var negative = cursor.Take() == 'P';
        string name;
        if (cursor.TryTake('{'))
        {
            if (cursor.TryTake('^')) negative = !negative;
            name = cursor.TakeWhile(c => c != '}');
            if (!cursor.TryTake('}')) cursor.Fail("\\p{ has no closing brace");
        }
        else
        {
            name = cursor.AtEnd ? "" : cursor.Take().ToString();
        }

        if (!UnicodeProperty.TryGet(name, out var set)) cursor.Fail($"the Unicode property '{name}' is not supported");
        return negative ? ~set : set;
    }

    private static int Digit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
