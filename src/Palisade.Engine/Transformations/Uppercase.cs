using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:uppercase</c>: a to z become A to Z; every other byte stays.</summary>
internal sealed class Uppercase() : RewritingTransformation("uppercase", NamedSets.Lower)
{
    /// <inheritdoc/>
    public override ByteSet TriggersButCase => ByteSet.Empty;

    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length; i++) target[i] = value[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(value[i] & 0xDF) : value[i];
        return value.Length;
    }
}
