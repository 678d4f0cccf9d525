namespace Palisade.Engine.Operators;

/// <summary>Decimal digits in a text that may hold separators.</summary>
internal static class Digits
{
    /// <summary>Copies the values of the first digits.</summary>
    /// <returns>How many digits the text holds, which can be more than fit.</returns>
    public static int Take(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var count = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') continue;
            if (count < digits.Length) digits[count] = (byte)(b - '0');
            count++;
        }

        return count;
    }

    /// <summary>Whether all digits are the same: form letters' numbers, which many check sums let pass.</summary>
    public static bool AreAllEqual(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(digits[0]);

    /// <summary>Whether each digit is one more than the one before it.</summary>
    public static bool AreConsecutive(ReadOnlySpan<byte> digits)
    {
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] != digits[i - 1] + 1) return false;
        }

        return true;
    }

    /// <summary>The number that the digits write.</summary>
    public static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = (number * 10) + digit;
        return number;
    }
}
