using System.Buffers;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>A transformation that writes its result into one buffer of known size, from which "changed" is told exactly.</summary>
internal abstract class RewritingTransformation : Transformation
{
    private readonly SearchValues<byte> _triggers;

    /// <param name="name">The canonical name.</param>
    /// <param name="triggers">As <see cref="Transformation.Triggers"/>.</param>
    protected RewritingTransformation(string name, ByteSet triggers) => (Name, Triggers, _triggers) = (name, triggers, SearchValues.Create([.. triggers.Bytes]));

    /// <summary>For one that any byte may trigger.</summary>
    /// <param name="name">The canonical name.</param>
    protected RewritingTransformation(string name)
        : this(name, ByteSet.All)
    {
    }

    /// <inheritdoc/>
    public sealed override string Name { get; }

    /// <inheritdoc/>
    public sealed override ByteSet Triggers { get; }

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
    protected virtual bool MayChange(ReadOnlySpan<byte> value) => value.ContainsAny(_triggers);

    /// <summary>The most bytes <see cref="Rewrite"/> writes for a value of <paramref name="length"/> bytes.</summary>
    protected virtual int MaxLength(int length) => length;

    /// <summary>Writes the transformed value and answers its length.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes, of any content.</param>
    protected abstract int Rewrite(ReadOnlySpan<byte> value, Span<byte> target);
}
