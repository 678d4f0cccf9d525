using System.Security.Cryptography;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:sha1</c>: the 20 bytes of the SHA-1 digest (RFC 3174), for use with <c>t:hexEncode</c>.</summary>
internal sealed class Sha1() : RewritingTransformation("sha1")
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => true;

    /// <inheritdoc/>
    protected override int MaxLength(int length) => SHA1.HashSizeInBytes;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target) => SHA1.HashData(value, target);
}
