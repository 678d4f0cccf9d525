namespace Palisade.Engine.Bodies;

/// <summary>The string literals of a GraphQL document (GraphQL specification, October 2021, 2.9.4), where clients put values.</summary>
internal static class GraphQlStrings
{
    /// <summary>Whether a text begins as a document: a selection, an operation or a fragment.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n,"u8);
        if (text.IsEmpty) return false;
        return (text[0] is (byte)'{' && text.TrimEnd(" \t\r\n"u8)[^1] is (byte)'}' && !text[1..].TrimStart(" \t\r\n"u8).StartsWith("\""u8))
            || Begins(text, "query"u8) || Begins(text, "mutation"u8) || Begins(text, "subscription"u8) || Begins(text, "fragment"u8);
    }

    /// <summary>Adds each literal, unescaped, as an argument.</summary>
    public static void Read(ReadOnlySpan<byte> document, byte[] name, int argumentLimit, ParsedBody into)
    {
        while (true)
        {
            var at = document.IndexOfAny((byte)'"', (byte)'#');
            if (at < 0) return;
            var rest = document[(at + 1)..];
            if (document[at] is (byte)'#')
            {
                var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
                if (end < 0) return;
                document = rest[end..];
                continue;
            }

            var isBlock = rest.StartsWith("\"\""u8);
            if (isBlock) rest = rest[2..];
            var length = isBlock ? BlockLength(rest) : LineLength(rest);
            if (length > 0) into.AddMore(name, JsonText.Unescape(rest[..length], into), argumentLimit);
            document = rest[Math.Min(rest.Length, length + (isBlock ? 3 : 1))..];
        }
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.StartsWith(word) && text.Length > word.Length && !char.IsAsciiLetterOrDigit((char)text[word.Length]) && text.Contains((byte)'{');

    private static int BlockLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf("\"\"\""u8);
        return end < 0 ? text.Length : end;
    }

    private static int LineLength(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (byte)'"') return i;
            if (text[i] is (byte)'\\') i++;
        }

        return text.Length;
    }
}
