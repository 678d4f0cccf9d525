using System.Globalization;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary><c>\p{name}</c> over bytes: PCRE gives a byte the properties of the Latin-1 character of that number.</summary>
internal static class UnicodeProperty
{
    private static readonly ByteSet Letters = Where(char.IsLetter);
    private static readonly ByteSet AnySpace = NamedSets.Space | NamedSets.HorizontalSpace | NamedSets.VerticalSpace;
    // The letters of Latin-1 all are Latin but the micro sign.
    private static readonly ByteSet Latin = Letters & ~ByteSet.Of(0xB5);

    /// <summary>Finds a general category, a PCRE special (<c>Any</c>, <c>L&amp;</c>, <c>Xan</c>, <c>Xps</c>, <c>Xsp</c>, <c>Xuc</c>, <c>Xwd</c>), or one of the scripts of Latin-1.</summary>
    /// <param name="name">Without braces and <c>^</c>. Case, blanks, hyphens and underscores do not count.</param>
    /// <param name="set">The bytes.</param>
    public static bool TryGet(string name, out ByteSet set)
    {
        var key = string.Concat(name.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();
        set = key switch
        {
            "any" => ByteSet.All,
            "l&" or "lc" => Where(c => char.IsUpper(c) || char.IsLower(c)) & ~ByteSet.Of([0xAA, 0xBA]),
            "xan" => Letters | Where(char.IsNumber),
            "xwd" => Letters | Where(char.IsNumber) | ByteSet.Of((byte)'_'),
            "xps" or "xsp" => AnySpace,
            "xuc" => ByteSet.Of("$@`"u8) | ByteSet.Range(0xA0, 0xFF),
            "latin" or "latn" => Latin,
            "common" or "zyyy" => ~Latin,
            _ => ByteSet.Empty,
        };
        return !set.IsEmpty || TryCategory(key, out set);
    }

    private static bool TryCategory(string key, out ByteSet set)
    {
        set = Where(c => Abbreviation(char.GetUnicodeCategory(c)).StartsWith(key, StringComparison.Ordinal));
        return key.Length is 1 or 2 && Enum.GetValues<UnicodeCategory>().Any(c => Abbreviation(c).StartsWith(key, StringComparison.Ordinal));
    }

    private static ByteSet Where(Func<char, bool> test)
    {
        var set = ByteSet.Empty;
        for (var c = '\0'; c <= byte.MaxValue; c++)
        {
            if (test(c)) set |= ByteSet.Of((byte)c);
        }

        return set;
    }

    // The two letters of the Unicode Character Database, in lower case.
    private static string Abbreviation(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "lu",
        UnicodeCategory.LowercaseLetter => "ll",
        UnicodeCategory.TitlecaseLetter => "lt",
        UnicodeCategory.ModifierLetter => "lm",
        UnicodeCategory.OtherLetter => "lo",
        UnicodeCategory.NonSpacingMark => "mn",
        UnicodeCategory.SpacingCombiningMark => "mc",
        UnicodeCategory.EnclosingMark => "me",
        UnicodeCategory.DecimalDigitNumber => "nd",
        UnicodeCategory.LetterNumber => "nl",
        UnicodeCategory.OtherNumber => "no",
        UnicodeCategory.SpaceSeparator => "zs",
        UnicodeCategory.LineSeparator => "zl",
        UnicodeCategory.ParagraphSeparator => "zp",
        UnicodeCategory.Control => "cc",
        UnicodeCategory.Format => "cf",
        UnicodeCategory.Surrogate => "cs",
        UnicodeCategory.PrivateUse => "co",
        UnicodeCategory.ConnectorPunctuation => "pc",
        UnicodeCategory.DashPunctuation => "pd",
        UnicodeCategory.OpenPunctuation => "ps",
        UnicodeCategory.ClosePunctuation => "pe",
        UnicodeCategory.InitialQuotePunctuation => "pi",
        UnicodeCategory.FinalQuotePunctuation => "pf",
        UnicodeCategory.OtherPunctuation => "po",
        UnicodeCategory.MathSymbol => "sm",
        UnicodeCategory.CurrencySymbol => "sc",
        UnicodeCategory.ModifierSymbol => "sk",
        UnicodeCategory.OtherSymbol => "so",
        _ => "cn",
    };
}
