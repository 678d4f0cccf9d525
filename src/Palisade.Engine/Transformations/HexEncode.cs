namespace Palisade.Engine.Transformations;

/// <summary><c>t:hexEncode</c>: each byte becomes two lower-case hexadecimal digits.</summary>
internal sealed class HexEncode() : RewritingTransformation("hexEncode")
{
    /// <inheritdoc/>
    protected override int MaxLength(int length) => checked(length * 2);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        Convert.TryToHexStringLower(value, target, out var written);
        return written;
    }
}
