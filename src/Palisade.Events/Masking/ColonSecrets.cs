namespace Palisade.Events.Masking;

/// <summary><c>"name": value</c> of JSON, <c>name: value</c> of headers and of what is nearly JSON.</summary>
internal static class ColonSecrets
{
    private const int LongestName = 512;

    /// <summary>Finds the values.</summary>
    public static void Find(string text, SecretNames names, SecretSpans spans)
    {
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            if (!names.Covers(Name(text, colon))) continue;
            var start = SkipBlanks(text, colon + 1);
            var (inner, end) = Value(text, start);
            spans.Add(inner, end);
            colon = Math.Max(colon, end - 1);
            if (colon + 1 >= text.Length) return;
        }
    }

    private static string Name(string text, int colon)
    {
        var end = colon;
        while (end > 0 && text[end - 1] is ' ' or '\t' or '\r' or '\n') end--;
        if (end == 0) return "";
        var quote = text[end - 1];
        var lowest = Math.Max(0, end - LongestName);
        if (quote is '"' or '\'')
        {
            // In JSON inside JSON the quotes are escaped: \"name\": both ends have a backslash, which is cut off here.
            var open = text.AsSpan(lowest, end - 1 - lowest).LastIndexOf(quote);
            return text[(lowest + open + 1)..(end - 1)].TrimEnd('\\');
        }

        var start = end;
        while (start > lowest && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '$' or '.' or '[' or ']' or '%')) start--;
        return text[start..end];
    }

    /// <summary>The value without the quotes around it.</summary>
    private static (int Start, int End) Value(string text, int start)
    {
        if (start >= text.Length) return (start, start);
        if (text[start] is '\\' && start + 1 < text.Length && text[start + 1] is '"') return (start + 2, EscapedEnd(text, start + 2));
        if (text[start] is '"' or '\'') return (start + 1, QuoteEnd(text, start + 1, text[start]));
        if (text[start] is '{' or '[') return (start, BracketEnd(text, start));
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return (start, length < 0 ? text.Length : start + length);
    }

    /// <summary>The end of a string in JSON inside JSON: the next escaped quote that is not itself escaped twice.</summary>
    private static int EscapedEnd(string text, int start)
    {
        for (var at = text.IndexOf("\\\"", start, StringComparison.Ordinal); at >= 0; at = text.IndexOf("\\\"", at + 2, StringComparison.Ordinal))
        {
            if (text[at - 1] != '\\') return at;
        }

        return text.Length;
    }

    private static int QuoteEnd(string text, int start, char quote)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote) return i;
        }

        return text.Length;
    }

    private static int BracketEnd(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"') i = QuoteEnd(text, i + 1, '"');
            else if (text[i] is '{' or '[') depth++;
            else if (text[i] is '}' or ']' && --depth == 0) return i + 1;
        }

        return text.Length;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n') at++;
        return at;
    }
}
