using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:removeCommentsChar</c>: takes out the marks <c>/* */ &lt;!-- --&gt; -- #</c> and leaves the text between them.</summary>
internal sealed class RemoveCommentsChar() : RewritingTransformation("removeCommentsChar", Marks)
{
    private static readonly ByteSet Marks = ByteSet.Of("/*<-#"u8);
    private static readonly bool[] BeginsMark = [.. Enumerable.Range(0, 256).Select(b => Marks.Contains((byte)b))];

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            var mark = BeginsMark[value[i]] ? MarkLength(value[i..]) : 0;
            if (mark == 0) target[written++] = value[i++];
            i += mark;
        }

        return written;
    }

    private static int MarkLength(ReadOnlySpan<byte> rest)
    {
        if (rest[0] == CommentMark.Hash) return 1;
        if (rest.StartsWith(CommentMark.Open) || rest.StartsWith(CommentMark.Close)) return 2;
        if (rest.StartsWith(CommentMark.HtmlOpen)) return 4;
        if (rest.StartsWith(CommentMark.HtmlClose)) return 3;
        return rest.StartsWith(CommentMark.Dashes) ? 2 : 0;
    }
}
