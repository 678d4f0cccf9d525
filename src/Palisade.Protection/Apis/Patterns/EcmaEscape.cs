using System.Globalization;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>What a backslash and what follows it stand for.</summary>
internal static class EcmaEscape
{
    /// <summary>Reads an escape; answers why it cannot, or null.</summary>
    /// <param name="from">At the backslash.</param>
    /// <param name="set">The code points it stands for.</param>
    public static string? Read(EcmaCursor from, bool inClass, out CodePointSet? set)
    {
        set = null;
        from.Next();
        if (from.IsEnd) return "a backslash with nothing after it";
        var letter = from.Next();
        switch (letter)
        {
            case 'd': set = CodePointSet.Digits; break;
            case 'D': set = CodePointSet.Digits.Complement(); break;
            case 'w': set = CodePointSet.Word; break;
            case 'W': set = CodePointSet.Word.Complement(); break;
            case 's': set = CodePointSet.Space; break;
            case 'S': set = CodePointSet.Space.Complement(); break;
            case 'p' or 'P': return Property(from, letter == 'P', out set);
            case 'k': return "a backreference";
            case >= '1' and <= '9': return inClass ? "an octal escape" : "a backreference";
            default:
                var point = Point(from, letter, inClass);
                if (point < 0) return $"the escape \\{char.ConvertFromUtf32(letter)}";
                set = CodePointSet.Of((point, point));
                break;
        }

        return null;
    }

    private static int Point(EcmaCursor from, int letter, bool inClass) => letter switch
    {
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        '0' => 0,
        'b' when inClass => '\b',
        'c' => Control(from),
        'x' => from.Hex(2),
        'u' => Unicode(from),
        // Strictly only syntax characters may be escaped; descriptions escape all kinds of punctuation.
        _ => letter < 0x80 && char.IsAsciiLetterOrDigit((char)letter) ? -1 : letter,
    };

    private static int Control(EcmaCursor from) => !from.IsEnd && char.IsAsciiLetter(from.Peek) ? from.Next() % 32 : -1;

    private static int Unicode(EcmaCursor from)
    {
        if (from.Take("{"))
        {
            return int.TryParse(from.Until('}'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= CodePointSet.Last ? point : -1;
        }

        var unit = from.Hex(4);
        if (unit is < 0xD800 or > 0xDBFF || !from.Take("\\u")) return unit;
        var low = from.Hex(4);
        return low is >= 0xDC00 and <= 0xDFFF ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : -1;
    }

    private static string? Property(EcmaCursor from, bool negated, out CodePointSet? set)
    {
        set = null;
        if (!from.Take("{") || from.Until('}') is not { } name) return "a property without a name";
        var category = name.StartsWith("General_Category=", StringComparison.Ordinal) ? name[17..] : name.StartsWith("gc=", StringComparison.Ordinal) ? name[3..] : name;
        set = CodePointSet.OfCategory(category);
        if (set is null) return $"the property {name}";
        if (negated) set = set.Complement();
        return null;
    }
}
