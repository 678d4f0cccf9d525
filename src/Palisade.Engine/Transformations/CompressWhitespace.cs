using System.Buffers;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:compressWhitespace</c>: each run of C-locale white space becomes one space.</summary>
internal sealed class CompressWhitespace() : RewritingTransformation("compressWhitespace", NamedSets.Space)
{
    private static readonly SearchValues<byte> OtherSpaces = SearchValues.Create("\t\n\v\f\r"u8);

    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    // In most texts each space stands alone.
    protected override bool MayChange(ReadOnlySpan<byte> value) => value.ContainsAny(OtherSpaces) || value.IndexOf("  "u8) >= 0;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var space = false;
        foreach (var b in value)
        {
            var isSpace = AsciiByte.IsSpace(b);
            if (!isSpace) target[written++] = b;
            else if (!space) target[written++] = (byte)' ';
            space = isSpace;
        }

        return written;
    }
}
