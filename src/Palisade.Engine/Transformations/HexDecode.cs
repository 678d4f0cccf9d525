namespace Palisade.Engine.Transformations;

/// <summary><c>t:hexDecode</c>: each two characters become one byte, whether they are hexadecimal digits or not; an odd last one is dropped.</summary>
internal sealed class HexDecode() : RewritingTransformation("hexDecode")
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length / 2; i++) target[i] = AsciiByte.HexPair(value[(2 * i)..]);
        return value.Length / 2;
    }
}
