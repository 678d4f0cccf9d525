using System.Buffers;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:compressWhitespace</c>: each run of C-locale white space becomes one space.</summary>
internal sealed class CompressWhitespace() : RewritingTransformation("compressWhitespace")
{
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(AsciiByte.Spaces);

    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => value.ContainsAny(Spaces);

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
