namespace Palisade.Detection.Decoding;

/// <summary>Characters outside ASCII that something behind the application turns into ASCII: compatibility folding (NFKC), best-fit tables of code pages, upper-casing.</summary>
internal static class LookAlikes
{
    private const int MathematicalLetters = 0x1D400;
    private const int MathematicalLettersEnd = 0x1D6A4;
    private const int MathematicalDigits = 0x1D7CE;
    private const int MathematicalDigitsEnd = 0x1D800;

    /// <summary>The ASCII character a code point is folded to; 0 for none.</summary>
    /// <remarks>Typographic quotes, dashes and the ellipsis are left alone: ordinary text is full of them, and they fold to nothing that acts.</remarks>
    public static int Find(int code) => code switch
    {
        < 0x100 => 0,
        >= 0xFF01 and <= 0xFF5E => code - 0xFEE0,
        >= MathematicalLetters and < MathematicalLettersEnd => Letter((code - MathematicalLetters) % 52),
        >= MathematicalDigits and < MathematicalDigitsEnd => '0' + ((code - MathematicalDigits) % 10),
        >= 0x2460 and <= 0x2468 => '1' + (code - 0x2460),
        >= 0x24B6 and <= 0x24CF => 'A' + (code - 0x24B6),
        >= 0x24D0 and <= 0x24E9 => 'a' + (code - 0x24D0),
        _ => FindSingle(code),
    };

    private static int Letter(int place) => place < 26 ? 'A' + place : 'a' + place - 26;

    private static int FindSingle(int code) => code switch
    {
        0x017F => 's',
        0x212A => 'K',
        0x24EA => '0',
        0x02B9 or 0x02BC or 0x02C8 or 0x2032 => '\'',
        0x02BA or 0x2033 => '"',
        0x2024 or 0xFE52 => '.',
        0x2044 or 0x2215 or 0x29F8 => '/',
        0x2216 or 0x29F5 or 0x29F9 or 0xFE68 => '\\',
        0x2329 or 0x3008 or 0xFE64 => '<',
        0x232A or 0x3009 or 0xFE65 => '>',
        0x3000 => ' ',
        0xFE59 => '(',
        0xFE5A => ')',
        0xFE5B => '{',
        0xFE5C => '}',
        0xFE54 => ';',
        0xFE66 => '=',
        0x037E => ';',
        _ => 0,
    };
}
