namespace Palisade.Engine.Transformations;

/// <summary><c>t:replaceNulls</c>: each NUL becomes a space.</summary>
internal sealed class ReplaceNulls() : RewritingTransformation("replaceNulls")
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => value.Contains((byte)0);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        value.Replace(target, (byte)0, (byte)' ');
        return value.Length;
    }
}
