using System.Globalization;
using System.Text;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>A set of code points, as ranges. Built once for a class of a pattern.</summary>
internal sealed class CodePointSet
{
    /// <summary>The last code point there is.</summary>
    public const int Last = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];

    /// <summary><c>\d</c>.</summary>
    public static CodePointSet Digits => Of(('0', '9'));

    /// <summary><c>\w</c>.</summary>
    public static CodePointSet Word => Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary><c>\s</c>: WhiteSpace and LineTerminator of ECMA-262 (sections 12.2 and 12.3).</summary>
    public static CodePointSet Space =>
        Of((9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What <c>.</c> matches: all but line ends. U+2028 and U+2029 count as characters here.</summary>
    public static CodePointSet Dot => Of(('\n', '\n'), ('\r', '\r')).Complement();

    /// <summary>The ranges, in order, apart from one another.</summary>
    public IReadOnlyList<(int From, int To)> Ranges => _ranges;

    /// <summary>A set of some ranges.</summary>
    public static CodePointSet Of(params ReadOnlySpan<(int From, int To)> ranges)
    {
        var set = new CodePointSet();
        foreach (var (from, to) in ranges) set._ranges.Add((from, to));
        return set.Normal();
    }

    /// <summary>The code points of a general category (<c>L</c>, <c>Lu</c>, <c>Letter</c>); null when there is none of that name.</summary>
    public static CodePointSet? OfCategory(string name)
    {
        var word = name switch
        {
            "Letter" => "L",
            "Mark" => "M",
            "Number" => "N",
            "Punctuation" => "P",
            "Symbol" => "S",
            "Separator" => "Z",
            "Uppercase_Letter" or "Uppercase" => "Lu",
            "Lowercase_Letter" or "Lowercase" => "Ll",
            "Decimal_Number" => "Nd",
            "Alphabetic" => "L",
            _ => name,
        };
        if (word.Length is 0 or > 2) return null;

        var set = new CodePointSet();
        var start = -1;
        for (var point = 0; point <= Last + 1; point++)
        {
            var inside = point <= Last && Rune.IsValid(point) && Abbreviation(Rune.GetUnicodeCategory(new Rune(point))).StartsWith(word, StringComparison.Ordinal);
            if (inside && start < 0) start = point;
            if (inside || start < 0) continue;
            set._ranges.Add((start, point - 1));
            start = -1;
        }

        return set._ranges.Count == 0 ? null : set;
    }

    /// <summary>This and others.</summary>
    public CodePointSet With(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        return Normal();
    }

    /// <summary>All other code points.</summary>
    public CodePointSet Complement()
    {
        var set = new CodePointSet();
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next) set._ranges.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last) set._ranges.Add((next, Last));
        return set;
    }

    private CodePointSet Normal()
    {
        _ranges.Sort();
        var kept = 0;
        for (var i = 0; i < _ranges.Count; i++)
        {
            if (kept > 0 && _ranges[i].From <= _ranges[kept - 1].To + 1) _ranges[kept - 1] = (_ranges[kept - 1].From, Math.Max(_ranges[kept - 1].To, _ranges[i].To));
            else _ranges[kept++] = _ranges[i];
        }

        _ranges.RemoveRange(kept, _ranges.Count - kept);
        return this;
    }

    private static string Abbreviation(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
