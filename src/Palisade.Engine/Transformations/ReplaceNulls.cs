using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:replaceNulls</c>: each NUL becomes a space.</summary>
internal sealed class ReplaceNulls() : RewritingTransformation("replaceNulls", ByteSet.Of(0))
{
    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        value.Replace(target, (byte)0, (byte)' ');
        return value.Length;
    }
}
