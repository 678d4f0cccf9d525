namespace Palisade.Engine.Operators;

/// <summary>Numbers as C's <c>atoll</c> reads them.</summary>
internal static class DecimalNumber
{
    // So many digits are never more than a number holds.
    private const int LongestPlain = 18;

    /// <summary>
    /// White space, one sign, then digits up to the first byte that is none; 0 where there are no digits.
    /// What does not fit in 64 bits is the nearest number that does.
    /// </summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        if (text is [<= (byte)' ', ..]) text = text.TrimStart(" \t\n\v\f\r"u8);
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative || (!text.IsEmpty && text[0] == '+')) text = text[1..];
        if (text.Length <= LongestPlain) return negative ? -Plain(text) : Plain(text);
        Int128 number = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9' || number > long.MaxValue) break;
            number = (number * 10) + (b - '0');
        }

        return (long)Int128.Clamp(negative ? -number : number, long.MinValue, long.MaxValue);
    }

    private static long Plain(ReadOnlySpan<byte> text)
    {
        var number = 0L;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') break;
            number = (number * 10) + (b - '0');
        }

        return number;
    }
}
