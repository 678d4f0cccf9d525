using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Palisade.Engine.Values;

/// <summary>Numbers as rules see them: decimal text in bytes.</summary>
public static class Numbers
{
    private static readonly byte[][] Small = [.. Enumerable.Range(0, 256).Select(n => Encoding.ASCII.GetBytes(n.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>The text of a number; small ones are shared.</summary>
    public static byte[] Text(long number) =>
        number is >= 0 and < 256 ? Small[number] : Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>As C's <c>atol</c>: leading blanks, a sign and digits; 0 for anything else; saturates.</summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n\v\f"u8);
        if (text.Length > 0 && text[0] == (byte)'+') text = text[1..];
        if (Utf8Parser.TryParse(text, out long number, out _)) return number;
        var digits = text.Length > 0 && text[0] == (byte)'-' ? text[1..] : text;
        if (digits.IsEmpty || digits[0] is < (byte)'0' or > (byte)'9') return 0;
        return text[0] == (byte)'-' ? long.MinValue : long.MaxValue;
    }
}
