using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:parityZero7bit</c>: clears the top bit of each byte.</summary>
internal sealed class ParityZero7Bit() : RewritingTransformation("parityZero7bit", ByteSet.Range(0x80, 0xFF))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length; i++) target[i] = (byte)(value[i] & 0x7F);
        return value.Length;
    }
}
