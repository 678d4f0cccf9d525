using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:htmlEntityDecode</c>: <c>&amp;#xHH; &amp;#DDD;</c> and the names of <see cref="HtmlEntity"/>, the semicolon optional, each to one byte
/// (the low byte of the number). What it does not know stays.
/// </summary>
internal sealed class HtmlEntityDecode() : RewritingTransformation("htmlEntityDecode", ByteSet.Of((byte)'&'))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        while (value.IndexOf((byte)'&') is var next and >= 0)
        {
            value[..next].CopyTo(target[written..]);
            written += next;
            value = value[(next + 1)..];
            if (TryDecode(value, out var decoded, out var used))
            {
                target[written++] = decoded;
                value = value[used..];
                if (!value.IsEmpty && value[0] == ';') value = value[1..];
            }
            else
            {
                target[written++] = (byte)'&';
            }
        }

        value.CopyTo(target[written..]);
        return written + value.Length;
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out byte decoded, out int used)
    {
        if (text.IsEmpty || text[0] != '#') return TryName(text, out decoded, out used);
        var hex = text.Length > 1 && text[1] is (byte)'x' or (byte)'X';
        var start = hex ? 2 : 1;
        used = start;
        var number = 0L;
        while (used < text.Length && (hex ? AsciiByte.IsHex(text[used]) : char.IsAsciiDigit((char)text[used])))
        {
            number = Append(number, hex ? 16 : 10, AsciiByte.HexValue(text[used++]));
        }

        decoded = (byte)number;
        return used > start;
    }

    // As C's strtol: a number too big stays at the biggest, whose low byte is 0xFF.
    private static long Append(long number, int radix, int digit) =>
        number > (long.MaxValue - digit) / radix ? long.MaxValue : (number * radix) + digit;

    private static bool TryName(ReadOnlySpan<byte> text, out byte decoded, out int used)
    {
        used = 0;
        decoded = 0;
        while (used < text.Length && char.IsAsciiLetterOrDigit((char)text[used])) used++;
        return used > 0 && HtmlEntity.TryFind(text[..used], out decoded);
    }
}
