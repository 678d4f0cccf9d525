using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:trim</c>, <c>t:trimLeft</c> and <c>t:trimRight</c>: takes C-locale white space off the ends.</summary>
/// <param name="name">The canonical name.</param>
/// <param name="left">Whether the start is trimmed.</param>
/// <param name="right">Whether the end is trimmed.</param>
internal sealed class Trim(string name, bool left, bool right) : RewritingTransformation(name, NamedSets.Space)
{
    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && ((left && AsciiByte.IsSpace(value[0])) || (right && AsciiByte.IsSpace(value[^1])));

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (left) value = value.TrimStart(AsciiByte.Spaces);
        if (right) value = value.TrimEnd(AsciiByte.Spaces);
        value.CopyTo(target);
        return value.Length;
    }
}
