using System.Buffers.Text;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:length</c>: the number of bytes, in decimal.</summary>
internal sealed class Length() : RewritingTransformation("length")
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => true;

    /// <inheritdoc/>
    protected override int MaxLength(int length) => 10;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value.Length, target, out var written);
        return written;
    }
}
