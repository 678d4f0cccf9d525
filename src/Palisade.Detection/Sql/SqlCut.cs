namespace Palisade.Detection.Sql;

/// <summary>How a comment ends the value.</summary>
internal enum SqlCut : byte
{
    None,

    /// <summary>With words in it: an attack, or a sentence that goes on behind a dash.</summary>
    WithText,

    /// <summary>With nothing in it worth writing, as attacks have it: <c>--</c>, <c>-- -</c>, <c>#</c>, <c>/*</c>.</summary>
    Bare,
}

/// <summary>Tells the two sorts of comments apart.</summary>
internal static class SqlCuts
{
    private const int LongestFiller = 4;

    public static SqlCut Of(ReadOnlySpan<byte> text, int at)
    {
        if (at < 0) return SqlCut.None;
        var body = text[at..].TrimStart("-#/*!+ \t\r\n"u8).TrimEnd(" \t\r\n'\")"u8);
        return body.Length <= LongestFiller ? SqlCut.Bare : SqlCut.WithText;
    }
}
