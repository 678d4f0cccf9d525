namespace Palisade.Engine.Operators;

/// <summary>Numbers as C's <c>atoll</c> reads them.</summary>
internal static class DecimalNumber
{
    /// <summary>
    /// White space, one sign, then digits up to the first byte that is none; 0 where there are no digits.
    /// What does not fit in 64 bits is the nearest number that does.
    /// </summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\n\v\f\r"u8);
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative || (!text.IsEmpty && text[0] == '+')) text = text[1..];
        Int128 number = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9' || number > long.MaxValue) break;
            number = (number * 10) + (b - '0');
        }

        return (long)Int128.Clamp(negative ? -number : number, long.MinValue, long.MaxValue);
    }
}
