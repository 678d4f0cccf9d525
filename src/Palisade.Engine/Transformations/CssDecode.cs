using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:cssDecode</c>: CSS 2 escapes. A backslash and 1 to 6 hexadecimal digits become the low byte of the code point (full-width letters their ASCII letter),
/// with one white space after them swallowed; a backslash before a line feed drops both; before anything else, or at the end, the backslash alone goes.
/// </summary>
internal sealed class CssDecode() : RewritingTransformation("cssDecode", ByteSet.Of((byte)'\\'))
{
    private const int MostDigits = 6;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            if (value[i] != '\\')
            {
                target[written++] = value[i++];
                continue;
            }

            if (++i == value.Length) break;
            var digits = CountDigits(value[i..]);
            if (digits > 0)
            {
                target[written++] = LowByte(value.Slice(i, digits));
                i += digits;
                if (i < value.Length && AsciiByte.IsSpace(value[i])) i++;
            }
            else if (value[i] == '\n')
            {
                i++;
            }
            else
            {
                target[written++] = value[i++];
            }
        }

        return written;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < MostDigits && count < text.Length && AsciiByte.IsHex(text[count])) count++;
        return count;
    }

    private static byte LowByte(ReadOnlySpan<byte> digits)
    {
        if (digits.Length == 1) return AsciiByte.HexValue(digits[0]);
        var low = AsciiByte.HexPair(digits[^2..]);
        var fitsInTwoBytes = digits.Length >= 4 && digits[..^4].IndexOfAnyExcept((byte)'0') < 0;
        return fitsInTwoBytes ? AsciiByte.FoldFullWidth(digits[^4..^2], low) : low;
    }
}
