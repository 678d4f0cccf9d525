using System.Globalization;
using System.Text;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Numbers in rules are decimal text.</summary>
internal static class ReferenceNumber
{
    public static byte[] Text(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static byte[] Flag(bool set) => Text(set ? 1 : 0);

    /// <summary>As C's <c>atol</c>: blanks, a sign, digits; 0 for anything else. Numbers too large stay at the largest.</summary>
    public static long Parse(byte[]? text)
    {
        var rest = Encoding.Latin1.GetString(text ?? []).TrimStart(' ', '\t', '\r', '\n', '\v', '\f');
        // A plus sign is passed over even before a minus.
        if (rest.StartsWith('+')) rest = rest[1..];
        var sign = rest.StartsWith('-') ? -1 : rest.StartsWith('+') ? 1 : 0;
        var digits = (sign == 0 ? rest : rest[1..]).TakeWhile(char.IsAsciiDigit);
        return digits.Aggregate(0L, (number, digit) => Clamp((Int128)number * 10 + (sign < 0 ? '0' - digit : digit - '0')));
    }

    /// <summary>The nearest number that 64 bits hold.</summary>
    public static long Clamp(Int128 number) => (long)Int128.Clamp(number, long.MinValue, long.MaxValue);
}
