namespace Palisade.Protection.Apis.Json;

/// <summary>
/// A JSON number, exact whatever its size: compared and divided digit by digit, never expanded. The value is 0.d1d2d3… times ten to the
/// <see cref="Magnitude"/>, with neither leading nor trailing zeros among the digits.
/// </summary>
internal readonly ref struct JsonNumber
{
    // Exponents beyond this are all the same to anybody; sums of two stay far inside a long.
    private const long MostExponent = 1L << 40;

    /// <summary>From the first digit that is not zero to the last one; there may be a point in it.</summary>
    private readonly ReadOnlySpan<byte> _digits;

    private readonly int _count;

    private JsonNumber(bool negative, ReadOnlySpan<byte> digits, long magnitude)
    {
        _digits = digits;
        _count = digits.Length - (digits.Contains((byte)'.') ? 1 : 0);
        Magnitude = magnitude;
        IsNegative = negative && _count > 0;
    }

    /// <summary>Below zero.</summary>
    public bool IsNegative { get; }

    /// <summary>Zero, with whatever sign and exponent.</summary>
    public bool IsZero => _count == 0;

    /// <summary>Ten to this is the smallest power of ten above the number's size. Means nothing for zero.</summary>
    public long Magnitude { get; }

    /// <summary>Whether there is nothing behind the point.</summary>
    public bool IsInteger => IsZero || _count <= Magnitude;

    /// <summary>The first digits, up to nine: the same for equal numbers.</summary>
    public int LeadingDigits
    {
        get
        {
            var (value, left) = (0, 9);
            foreach (var b in _digits)
            {
                if (b == '.') continue;
                if (left-- == 0) break;
                value = (value * 10) + (b - '0');
            }

            // As if there were always nine.
            for (; left > 0; left--) value *= 10;
            return value;
        }
    }

    /// <summary>Reads a number.</summary>
    /// <param name="text">A number by RFC 8259, section 6.</param>
    public static JsonNumber Of(ReadOnlySpan<byte> text)
    {
        var negative = text is [(byte)'-', ..];
        if (negative) text = text[1..];
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = e < 0 ? 0 : Exponent(text[(e + 1)..]);
        if (e >= 0) text = text[..e];

        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text.Length : point;
        var first = text.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0) return new(negative, default, 0);

        var last = text.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        // Before the point the distance is the digits up to it; behind it, minus the zeros between.
        var magnitude = first < whole ? whole - first : whole - first + 1;
        return new(negative, text[first..(last + 1)], magnitude + exponent);
    }

    /// <summary>Whether a text is a number by RFC 8259, section 6, and nothing else.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..]) text = text[1..];
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
        text = text[whole..];
        if (text is [(byte)'.', ..])
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0) return false;
            text = text[(fraction + 1)..];
        }

        if (text is not [(byte)'e' or (byte)'E', ..]) return text.IsEmpty;
        text = text[1..];
        if (text is [(byte)'+' or (byte)'-', ..]) text = text[1..];
        return text.Length > 0 && Digits(text) == text.Length;
    }

    /// <summary>Negative, zero or positive, as the number is below, equal to or above another.</summary>
    public int Against(JsonNumber other)
    {
        if (IsZero || other.IsZero || IsNegative != other.IsNegative) return Sign.CompareTo(other.Sign);
        return IsNegative ? -CompareSize(other) : CompareSize(other);
    }

    /// <summary>Whether this is a multiple of a number that is not zero.</summary>
    /// <param name="factor">The other's digits as a whole number.</param>
    /// <param name="exponent">The power of ten they are multiplied with.</param>
    public bool IsMultipleOf(ulong factor, long exponent)
    {
        if (IsZero) return true;
        // The number is D times ten to e, D without a zero at its end.
        var e = Magnitude - _count;
        // With e below the exponent, D would have to be a multiple of a power of ten, and it does not end with a zero.
        return e >= exponent && (UInt128)Remainder(factor) * Power(e - exponent, factor) % factor == 0;
    }

    /// <summary>The digits as a number and their power of ten; false when there are more than 18 digits, or the number is zero or less.</summary>
    public bool TryFactor(out ulong factor, out long exponent)
    {
        (factor, exponent) = (0, Magnitude - _count);
        if (IsZero || IsNegative || _count > 18) return false;
        foreach (var b in _digits)
        {
            if (b != '.') factor = (factor * 10) + (ulong)(b - '0');
        }

        return true;
    }

    /// <summary>The number as an int, when it is one and not negative.</summary>
    public bool TryCount(out int count)
    {
        count = 0;
        if (IsZero) return true;
        if (IsNegative || !IsInteger || Magnitude > 10) return false;
        long value = 0;
        foreach (var b in _digits)
        {
            if (b != '.') value = (value * 10) + (b - '0');
        }

        for (var zeros = Magnitude - _count; zeros > 0; zeros--) value *= 10;
        count = (int)Math.Min(value, int.MaxValue);
        return value <= int.MaxValue;
    }

    private int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    private int CompareSize(JsonNumber other)
    {
        if (Magnitude != other.Magnitude) return Magnitude.CompareTo(other.Magnitude);
        var a = _digits;
        var b = other._digits;
        while (true)
        {
            if (a is [(byte)'.', ..]) a = a[1..];
            if (b is [(byte)'.', ..]) b = b[1..];
            if (a.IsEmpty || b.IsEmpty) return a.Length.CompareTo(b.Length);
            if (a[0] != b[0]) return a[0].CompareTo(b[0]);
            a = a[1..];
            b = b[1..];
        }
    }

    private ulong Remainder(ulong factor)
    {
        UInt128 rest = 0;
        foreach (var b in _digits)
        {
            if (b != '.') rest = ((rest * 10) + (UInt128)(b - '0')) % factor;
        }

        return (ulong)rest;
    }

    private static ulong Power(long tens, ulong factor)
    {
        UInt128 result = 1;
        UInt128 square = 10 % factor;
        for (; tens > 0; tens >>= 1)
        {
            if ((tens & 1) == 1) result = result * square % factor;
            square = square * square % factor;
        }

        return (ulong)(result % factor);
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'+' or (byte)'-', ..]) text = text[1..];
        long value = 0;
        foreach (var b in text) value = Math.Min(MostExponent, (value * 10) + (b - '0'));
        return negative ? -value : value;
    }
}
