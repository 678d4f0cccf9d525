using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:jsDecode</c>: JavaScript escapes. <c>\uHHHH</c> becomes the low byte (full-width letters their ASCII letter), <c>\xHH</c> and <c>\OOO</c> (at most 377)
/// their byte, <c>\a \b \f \n \r \t \v</c> the control; any other escape loses its backslash; a lone backslash at the end stays.
/// </summary>
internal sealed class JsDecode() : RewritingTransformation("jsDecode", ByteSet.Of((byte)'\\'))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                target[written++] = value[i++];
                continue;
            }

            target[written++] = Decode(value[(i + 1)..], out var used);
            i += 1 + used;
        }

        return written;
    }

    private static byte Decode(ReadOnlySpan<byte> afterBackslash, out int used)
    {
        var first = afterBackslash[0];
        if (first == 'u' && StartsWithDigits(afterBackslash[1..], 4))
        {
            used = 5;
            return AsciiByte.FoldFullWidth(afterBackslash[1..3], AsciiByte.HexPair(afterBackslash[3..]));
        }

        if (first == 'x' && StartsWithDigits(afterBackslash[1..], 2))
        {
            used = 3;
            return AsciiByte.HexPair(afterBackslash[1..]);
        }

        // Three digits from 400 on do not fit a byte: then two are the escape.
        if (AsciiByte.IsOctal(first)) return OctalEscape.Read(first > '3' ? afterBackslash[..Math.Min(2, afterBackslash.Length)] : afterBackslash, out used);
        used = 1;
        return ControlEscape.Byte(first);
    }

    private static bool StartsWithDigits(ReadOnlySpan<byte> text, int count)
    {
        if (text.Length < count) return false;
        foreach (var b in text[..count])
        {
            if (!AsciiByte.IsHex(b)) return false;
        }

        return true;
    }
}
