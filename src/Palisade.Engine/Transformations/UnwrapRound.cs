using Palisade.Detection.Decoding;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:unwrap</c>, Palisade's own: one round of <see cref="Unwrap"/>. All codings that apply are taken off at once; with <c>multiMatch</c>,
/// <c>t:unwrap,t:unwrap,t:unwrap</c> shows an operator every layer of a value.
/// </summary>
internal sealed class UnwrapRound() : RewritingTransformation("unwrap", ByteSet.Of(Unwrap.Triggers))
{
    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => Unwrap.MayApply(value);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (Unwrap.Round(value, target, out var written) == Layers.None) value.CopyTo(target);
        return written;
    }
}
