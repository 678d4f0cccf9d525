using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:removeNulls</c> (NUL) and <c>t:removeWhitespace</c> (C-locale white space and the bytes 0xA0 and 0xC2, which is how ModSecurity v3 meets a
/// non-breaking space in Latin-1 and in UTF-8): takes out every byte of a set.
/// </summary>
/// <param name="name">The canonical name.</param>
/// <param name="removed">The bytes to take out.</param>
internal sealed class RemoveBytes(string name, ByteSet removed) : RewritingTransformation(name, removed)
{
    private readonly ByteFilter _kept = new(~removed);

    /// <inheritdoc/>
    public override bool IsBlindToCase => !Triggers.Overlaps(NamedSets.Upper | NamedSets.Lower);

    /// <inheritdoc/>
    public override ByteSet? BytesOf(in ByteSet present) => present & ~Triggers;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target) => _kept.Copy(value, target);
}
