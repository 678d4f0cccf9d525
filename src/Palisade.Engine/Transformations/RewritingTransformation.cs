using System.Buffers;

namespace Palisade.Engine.Transformations;

/// <summary>A transformation that writes its result into one buffer of known size, from which "changed" is told exactly.</summary>
/// <param name="name">The canonical name.</param>
internal abstract class RewritingTransformation(string name) : Transformation
{
    /// <inheritdoc/>
    public sealed override string Name { get; } = name;

    /// <inheritdoc/>
    // What changed is decided by comparing, not by each rewriter's own bookkeeping: ModSecurity's flags are wrong in several
    // transformations (cmdLine calls a pure change of case unchanged), and a wrong false would lose the result.
    public sealed override bool Apply(ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        if (!MayChange(value)) return false;
        var target = output.GetSpan(Math.Max(1, MaxLength(value.Length)));
        var written = Rewrite(value, target);
        if (target[..written].SequenceEqual(value)) return false;
        output.Advance(written);
        return true;
    }

    /// <summary>A cheap test that spares most values the rewriting. May say true in vain, never false in vain.</summary>
    protected virtual bool MayChange(ReadOnlySpan<byte> value) => !value.IsEmpty;

    /// <summary>The most bytes <see cref="Rewrite"/> writes for a value of <paramref name="length"/> bytes.</summary>
    protected virtual int MaxLength(int length) => length;

    /// <summary>Writes the transformed value and answers its length.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes, of any content.</param>
    protected abstract int Rewrite(ReadOnlySpan<byte> value, Span<byte> target);
}
