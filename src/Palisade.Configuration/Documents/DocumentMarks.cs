namespace Palisade.Configuration.Documents;

/// <summary>Counts the documents of a YAML file without reading them: a line that begins with <c>---</c> begins one, wherever it stands (YAML 1.2, section 9.1.2).</summary>
internal static class DocumentMarks
{
    /// <summary>The line that begins a document more than <paramref name="most"/>; null when there are not so many. Documents that nothing but <c>...</c> sets apart are not seen here.</summary>
    public static int? Beyond(ReadOnlySpan<byte> text, int most)
    {
        var at = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var found = BeginsUnmarked(text[at..]) ? 1 : 0;
        while (true)
        {
            if (IsMark(text[at..]) && ++found > most) return 1 + text[..at].Count((byte)'\n');
            var next = text[at..].IndexOf("\n---"u8);
            if (next < 0) return null;
            at += next + 1;
        }
    }

    // The first document needs no mark; comments and directives in front of one are none.
    private static bool BeginsUnmarked(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (IsMark(line)) return false;
            if (line.TrimStart(" \t\r"u8) is [not (byte)'#', ..] && line[0] != '%') return true;
        }

        return false;
    }

    private static bool IsMark(ReadOnlySpan<byte> line) => line.StartsWith("---"u8) && (line.Length == 3 || line[3] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
}
