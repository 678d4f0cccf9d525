namespace Palisade.Protection.Apis.Schemas;

/// <summary>Dates and times by RFC 3339.</summary>
internal static class TimeFormats
{
    /// <summary><c>full-date</c>, of a day that exists.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length == 10
        && text[4] == '-' && text[7] == '-'
        && Number(text[..4]) is var year and >= 0
        && Number(text[5..7]) is var month and >= 1 and <= 12
        && Number(text[8..]) is var day and >= 1
        && day <= DateTime.DaysInMonth(Math.Max(year, 1), month);

    /// <summary><c>date-time</c>; T and Z in either case, and a space for T, which RFC 3339 allows for readability.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length > 11 && text[10] is ((byte)'T' or (byte)'t' or (byte)' ') && IsDate(text[..10]) && IsTime(text[11..]);

    /// <summary><c>full-time</c>, with a leap second where there may be one.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':') return false;
        if (Number(text[..2]) is not (>= 0 and <= 23) || Number(text[3..5]) is not (>= 0 and <= 59) || Number(text[6..8]) is not (>= 0 and <= 60)) return false;
        text = text[8..];
        if (text[0] == '.')
        {
            var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits <= 0) return false;
            text = text[(digits + 1)..];
        }

        return text is [(byte)'Z' or (byte)'z'] || IsOffset(text);
    }

    /// <summary>ISO 8601 durations as RFC 3339 has them in appendix A; weeks stand alone.</summary>
    public static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'P', _, ..]) return false;
        text = text[1..];
        if (text[^1] == 'W') return text.Length > 1 && Number(text[..^1]) >= 0;
        var inTime = false;
        var units = "YMD"u8;
        var any = false;
        while (!text.IsEmpty)
        {
            if (text[0] == 'T')
            {
                if (inTime || text.Length == 1) return false;
                inTime = true;
                units = "HMS"u8;
                text = text[1..];
                continue;
            }

            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits <= 0) return false;
            // Seconds may have a fraction: RFC 3339 has none, ISO 8601 and every library does.
            if (inTime && text[digits] is (byte)'.' && text[(digits + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') is > 0 and var fraction) digits += fraction + 1;
            var unit = units.IndexOf(text[digits]);
            if (unit < 0) return false;
            any = true;
            units = units[(unit + 1)..];
            text = text[(digits + 1)..];
        }

        return any;
    }

    private static bool IsOffset(ReadOnlySpan<byte> text) =>
        text.Length == 6
        && text[0] is ((byte)'+' or (byte)'-') && text[3] == ':'
        && Number(text[1..3]) is >= 0 and <= 23
        && Number(text[4..]) is >= 0 and <= 59;

    /// <summary>A number of digits only; -1 for anything else. Long ones saturate.</summary>
    private static int Number(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return -1;
            value = Math.Min(100_000_000, (value * 10) + (b - '0'));
        }

        return text.IsEmpty ? -1 : value;
    }
}
