using System.Buffers.Text;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:base64Encode</c>: RFC 4648 section 4, padded, in one line.</summary>
internal sealed class Base64Encode() : RewritingTransformation("base64Encode")
{
    /// <inheritdoc/>
    protected override int MaxLength(int length) => Base64.GetMaxEncodedToUtf8Length(length);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        Base64.EncodeToUtf8(value, target, out _, out var written);
        return written;
    }
}
