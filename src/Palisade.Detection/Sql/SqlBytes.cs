namespace Palisade.Detection.Sql;

/// <summary>The classes of bytes that SQL lexers agree on. Bytes from 0x80 belong to words: MySQL and PostgreSQL allow them there.</summary>
internal static class SqlBytes
{
    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsHexDigit(byte b) => IsDigit(b) || (b | 0x20) is >= 'a' and <= 'f';

    public static bool IsLetter(byte b) => (b | 0x20) is >= 'a' and <= 'z';

    public static bool StartsWord(byte b) => IsLetter(b) || b is (byte)'_' or >= 0x80;

    public static bool ContinuesWord(byte b) => StartsWord(b) || IsDigit(b) || b is (byte)'$';

    public static bool IsQuote(byte b) => b is (byte)'\'' or (byte)'"' or (byte)'`';

    /// <summary>
    /// A blank of any dialect at <paramref name="at"/>, 0 when there is none, else its length in bytes: all control characters, and the
    /// no-break space as Latin-1 (0xA0, a blank for MySQL) or UTF-8. 0xA0 behind another byte from 0x80 is the tail of a letter.
    /// </summary>
    public static int BlankLength(ReadOnlySpan<byte> text, int at)
    {
        var b = text[at];
        if (b <= 0x20) return 1;
        if (b == 0xC2 && at + 1 < text.Length && text[at + 1] == 0xA0) return 2;
        return b == 0xA0 && (at == 0 || text[at - 1] < 0x80) ? 1 : 0;
    }
}
