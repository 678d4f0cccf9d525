using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:lowercase</c>: A to Z become a to z; every other byte stays.</summary>
internal sealed class Lowercase() : RewritingTransformation("lowercase", NamedSets.Upper)
{
    /// <inheritdoc/>
    public override ByteSet TriggersButCase => Triggers & ~NamedSets.Upper;

    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    // Not Ascii.ToLower: it stops at the first byte above 0x7F, and one such byte would hide the rest.
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length; i++) target[i] = AsciiByte.ToLower(value[i]);
        return value.Length;
    }
}
