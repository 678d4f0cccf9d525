namespace Palisade.Engine.Transformations;

/// <summary>Character classes of the C locale, over bytes: bytes above 0x7F belong to none of them.</summary>
internal static class AsciiByte
{
    /// <summary>The non-breaking space of Latin-1.</summary>
    public const byte NonBreakingSpace = 0xA0;

    /// <summary>C's <c>isspace</c>: tab, line feed, vertical tab, form feed, carriage return, space.</summary>
    public static ReadOnlySpan<byte> Spaces => "\t\n\v\f\r "u8;

    /// <inheritdoc cref="Spaces"/>
    public static bool IsSpace(byte b) => b is (byte)' ' or (>= 0x09 and <= 0x0D);

    /// <summary>0 to 9, a to f, A to F.</summary>
    public static bool IsHex(byte b) => char.IsAsciiHexDigit((char)b);

    /// <summary>0 to 7.</summary>
    public static bool IsOctal(byte b) => b is >= (byte)'0' and <= (byte)'7';

    /// <summary>The byte with A to Z as a to z.</summary>
    public static byte ToLower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    /// <summary>The value of a hexadecimal digit. Not checked: for other bytes it follows ModSecurity's arithmetic, which <c>hexDecode</c> relies on.</summary>
    public static byte HexValue(byte digit) => (byte)(digit >= 'A' ? (digit & 0xDF) - 'A' + 10 : digit - '0');

    /// <summary>The byte two hexadecimal digits stand for; unchecked as <see cref="HexValue"/>.</summary>
    public static byte HexPair(ReadOnlySpan<byte> digits) => (byte)((HexValue(digits[0]) * 16) + HexValue(digits[1]));

    /// <summary>A full-width letter (U+FF01 to U+FF5E) as its ASCII letter: the low byte plus 0x20 when the high byte is 0xFF; any other low byte as it is.</summary>
    /// <param name="highDigits">The two hexadecimal digits of the high byte.</param>
    /// <param name="low">The low byte of the code point.</param>
    public static byte FoldFullWidth(ReadOnlySpan<byte> highDigits, byte low) =>
        low is > 0x00 and < 0x5F && ToLower(highDigits[0]) == 'f' && ToLower(highDigits[1]) == 'f' ? (byte)(low + 0x20) : low;
}
