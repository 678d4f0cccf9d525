using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:replaceComments</c>: each <c>/*…*/</c>, finished or not, becomes one space.</summary>
internal sealed class ReplaceComments() : RewritingTransformation("replaceComments", ByteSet.Of((byte)'*'))
{
    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    protected override bool MayChange(ReadOnlySpan<byte> value) => value.IndexOf(CommentMark.Open) >= 0;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var open = value.IndexOf(CommentMark.Open);
            var before = open < 0 ? value : value[..open];
            before.CopyTo(target[written..]);
            written += before.Length;
            if (open < 0) return written;

            target[written++] = (byte)' ';
            value = value[(open + 2)..];
            var close = value.IndexOf(CommentMark.Close);
            if (close < 0) return written;
            value = value[(close + 2)..];
        }
    }
}
