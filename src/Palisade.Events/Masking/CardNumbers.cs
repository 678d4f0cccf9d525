namespace Palisade.Events.Masking;

/// <summary>Digits that are a payment card's number (ISO/IEC 7812): 13 to 19 of them, in groups or not, with a right check digit.</summary>
internal static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>Finds them.</summary>
    public static void Find(string text, SecretSpans spans)
    {
        var groups = new List<(int Start, int End)>();
        for (var at = NextDigit(text, 0); at < text.Length; at = NextDigit(text, groups[^1].End))
        {
            groups.Clear();
            for (var next = at; next < text.Length && char.IsAsciiDigit(text[next]); next = AfterSeparator(text, groups[^1].End))
            {
                var length = text.AsSpan(next).IndexOfAnyExceptInRange('0', '9');
                groups.Add((next, length < 0 ? text.Length : next + length));
            }

            FindIn(text, groups, spans);
        }
    }

    /// <summary>A number may have other groups of digits beside it; it starts and ends with one.</summary>
    private static void FindIn(string text, List<(int Start, int End)> groups, SecretSpans spans)
    {
        Span<byte> digits = stackalloc byte[Longest];
        for (var first = 0; first < groups.Count; first++)
        {
            var count = 0;
            for (var last = first; last < groups.Count && count + groups[last].End - groups[last].Start <= Longest; last++)
            {
                for (var i = groups[last].Start; i < groups[last].End; i++) digits[count++] = (byte)(text[i] - '0');
                if (count >= Shortest && IsIssued(digits[0]) && HasCheckDigit(digits[..count])) spans.Add(groups[first].Start, groups[last].End);
            }
        }
    }

    private static int NextDigit(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        return at < 0 ? text.Length : from + at;
    }

    /// <summary>Where the next digit would stand: at once, or after one separator as forms and people write it.</summary>
    private static int AfterSeparator(string text, int at)
    {
        if (at >= text.Length || char.IsAsciiDigit(text[at])) return at;
        if (text.AsSpan(at).StartsWith("%20")) return at + 3;
        return text[at] is ' ' or '-' or '+' or '.' ? at + 1 : at;
    }

    // Cards of banks and shops start with 2 to 6; 1 is airlines and the milliseconds of every clock.
    private static bool IsIssued(byte first) => first is >= 2 and <= 6;

    // The formula of Luhn, ISO/IEC 7812-1 annex B.
    private static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (int)digits[^(i + 1)];
            if (i % 2 == 1) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
