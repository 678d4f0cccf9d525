namespace Palisade.Detection.Text;

/// <summary>Classes of ASCII bytes that the languages of servers agree on.</summary>
internal static class ByteClass
{
    public static bool IsLetter(byte b) => (b | 0x20) is >= 'a' and <= 'z';

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsHexDigit(byte b) => IsDigit(b) || (b | 0x20) is >= 'a' and <= 'f';

    public static bool StartsName(byte b) => IsLetter(b) || b == '_';

    public static bool ContinuesName(byte b) => StartsName(b) || IsDigit(b);

    public static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0B or 0x0C;

    /// <summary>The value of a hexadecimal digit.</summary>
    public static int HexValue(byte b) => IsDigit(b) ? b - '0' : (b | 0x20) - 'a' + 10;

    /// <summary>The first byte that is no blank, from <paramref name="at"/> on; the length when there is none.</summary>
    public static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && IsBlank(text[at])) at++;
        return at;
    }

    /// <summary>The end of the name that starts at <paramref name="at"/>; <paramref name="at"/> itself when none does.</summary>
    public static int NameEnd(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || !StartsName(text[at])) return at;
        while (at < text.Length && ContinuesName(text[at])) at++;
        return at;
    }

    /// <summary>True when only digits are there, and at least one.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text) => text.Length > 0 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
