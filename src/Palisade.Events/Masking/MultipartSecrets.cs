namespace Palisade.Events.Masking;

/// <summary>The content of multipart parts with masked names.</summary>
internal static class MultipartSecrets
{
    private const string Header = "content-disposition";
    private const int LongestName = 512;

    /// <summary>Finds the contents.</summary>
    public static void Find(string text, SecretNames names, SecretSpans spans)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            var (headersEnd, start) = ContentStart(text, at);
            if (!NamesSecret(text.AsSpan(at, headersEnd - at), names))
            {
                at = headersEnd;
                continue;
            }

            var end = ContentEnd(text, start);
            spans.Add(start, end);
            at = Math.Max(at, end - 1);
            if (at + 1 >= text.Length) return;
        }
    }

    private static int Next(string text, int from) =>
        from >= text.Length ? -1 : text.IndexOf(Header, from, StringComparison.OrdinalIgnoreCase);

    private static (int HeadersEnd, int Start) ContentStart(string text, int from)
    {
        var crlf = text.IndexOf("\r\n\r\n", from, StringComparison.Ordinal);
        var lf = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        if (crlf < 0 && lf < 0) return (text.Length, text.Length);
        return crlf >= 0 && (lf < 0 || crlf < lf) ? (crlf, crlf + 4) : (lf, lf + 2);
    }

    /// <summary>Whether any parameter of the header, quoted or not, is a masked name.</summary>
    private static bool NamesSecret(ReadOnlySpan<char> headers, SecretNames names)
    {
        for (var equals = headers.IndexOf('='); equals >= 0; equals = headers.IndexOf('='))
        {
            headers = headers[(equals + 1)..].TrimStart(" \t");
            var quoted = headers.Length > 0 && headers[0] is '"' or '\'';
            if (quoted) headers = headers[1..];
            var length = headers.IndexOfAny(quoted ? "\"\r\n" : ";\r\n ");
            var name = headers[..Math.Min(length < 0 ? headers.Length : length, LongestName)];
            if (names.Covers(name.ToString())) return true;
        }

        return false;
    }

    // The first line of a multipart body is its boundary. Without one the rest of the text is the part.
    private static int ContentEnd(string text, int start)
    {
        var lineEnd = text.AsSpan().IndexOfAny('\r', '\n');
        if (lineEnd < 3 || !text.StartsWith("--", StringComparison.Ordinal)) return text.Length;
        var end = text.IndexOf("\n" + text[..lineEnd], Math.Max(0, start - 1), StringComparison.Ordinal);
        if (end < 0) return text.Length;
        return end > start && text[end - 1] == '\r' ? end - 1 : Math.Max(start, end);
    }
}
