using System.Security.Cryptography;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:md5</c>: the 16 bytes of the MD5 digest (RFC 1321), for use with <c>t:hexEncode</c>.</summary>
internal sealed class Md5() : RewritingTransformation("md5")
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => true;

    /// <inheritdoc/>
    protected override int MaxLength(int length) => MD5.HashSizeInBytes;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target) => MD5.HashData(value, target);
}
