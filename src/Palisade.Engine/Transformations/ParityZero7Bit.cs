namespace Palisade.Engine.Transformations;

/// <summary><c>t:parityZero7bit</c>: clears the top bit of each byte.</summary>
internal sealed class ParityZero7Bit() : RewritingTransformation("parityZero7bit")
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => value.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length; i++) target[i] = (byte)(value[i] & 0x7F);
        return value.Length;
    }
}
