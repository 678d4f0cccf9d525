using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:urlDecode</c>: <c>%HH</c> becomes its byte and <c>+</c> a space; an invalid <c>%</c> stays.</summary>
internal sealed class UrlDecode() : RewritingTransformation("urlDecode", ByteSet.Of("%+"u8))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && AsciiByte.IsHex(value[i + 1]) && AsciiByte.IsHex(value[i + 2]))
            {
                target[written++] = AsciiByte.HexPair(value[(i + 1)..]);
                i += 2;
            }
            else
            {
                target[written++] = value[i] == '+' ? (byte)' ' : value[i];
            }
        }

        return written;
    }
}
