using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:sqlHexDecode</c>: <c>0x</c> and pairs of hexadecimal digits become the bytes they stand for; an odd last digit stays.</summary>
internal sealed class SqlHexDecode() : RewritingTransformation("sqlHexDecode", ByteSet.Of("xX"u8))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            if (value[i] != '0' || i + 1 == value.Length || value[i + 1] is not ((byte)'x' or (byte)'X') || !StartsWithPair(value[(i + 2)..]))
            {
                target[written++] = value[i++];
                continue;
            }

            for (i += 2; StartsWithPair(value[i..]); i += 2) target[written++] = AsciiByte.HexPair(value[i..]);
        }

        return written;
    }

    private static bool StartsWithPair(ReadOnlySpan<byte> text) => text.Length >= 2 && AsciiByte.IsHex(text[0]) && AsciiByte.IsHex(text[1]);
}
