using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:removeComments</c>: takes out <c>/*…*/</c> and <c>&lt;!--…--&gt;</c>; <c>--</c> and <c>#</c> cut off the rest. An unfinished comment leaves a space.
/// </summary>
/// <remarks>As in ModSecurity the byte after a comment is copied without a look, and where the comment ends the value that byte is a NUL.</remarks>
internal sealed class RemoveComments() : RewritingTransformation("removeComments", ByteSet.Of("/<-#"u8))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            var rest = value[i..];
            var mark = rest.StartsWith(CommentMark.Open) ? 2 : rest.StartsWith(CommentMark.HtmlOpen) ? 4 : 0;
            if (mark == 0)
            {
                if (rest[0] == CommentMark.Hash || rest.StartsWith(CommentMark.Dashes)) return written;
                target[written++] = value[i++];
                continue;
            }

            i += mark + CommentLength(rest[mark..], out var closed);
            target[written++] = !closed ? (byte)' ' : i < value.Length ? value[i] : (byte)0;
            i++;
        }

        return written;
    }

    /// <summary>Length of a comment's text and closing mark. Either mark closes either comment.</summary>
    private static int CommentLength(ReadOnlySpan<byte> text, out bool closed)
    {
        var close = text.IndexOf(CommentMark.Close);
        var htmlClose = (close < 0 ? text : text[..close]).IndexOf(CommentMark.HtmlClose);
        closed = close >= 0 || htmlClose >= 0;
        if (!closed) return text.Length;
        return htmlClose >= 0 ? htmlClose + 3 : close + 2;
    }
}
