using System.Text;

namespace Palisade.Cli.Rules;

/// <summary>Names the type of a body by its first bytes, after the WHATWG's MIME Sniffing standard as far as rule tests need it.</summary>
internal static class ContentSniffer
{
    /// <summary>The type of text that is nothing else.</summary>
    public const string PlainText = "text/plain; charset=utf-8";

    private const int Looked = 512;

    // Section 7.1: each is followed by a blank or '>'; the comment by anything.
    private static readonly string[] HtmlTags =
    [
        "<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE",
        "<A", "<STYLE", "<TITLE", "<B", "<BODY", "<BR", "<P",
    ];

    private static readonly (byte[] Start, string Type)[] Starts =
    [
        ("<?xml"u8.ToArray(), "text/xml; charset=utf-8"),
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ("%!PS-Adobe-"u8.ToArray(), "application/postscript"),
        ([0xFE, 0xFF], "text/plain; charset=utf-16be"),
        ([0xFF, 0xFE], "text/plain; charset=utf-16le"),
        ([0xEF, 0xBB, 0xBF], PlainText),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x1F, 0x8B, 0x08], "application/x-gzip"),
        ([(byte)'P', (byte)'K', 3, 4], "application/zip"),
    ];

    /// <summary>The value for <c>Content-Type</c>.</summary>
    public static string TypeOf(ReadOnlySpan<byte> body)
    {
        var start = body[..Math.Min(body.Length, Looked)];
        var text = start.TrimStart(" \t\r\n\f"u8);
        if (IsHtml(text)) return "text/html; charset=utf-8";
        foreach (var (bytes, type) in Starts)
        {
            if ((bytes[0] == '<' ? text : start).StartsWith(bytes)) return type;
        }

        return start.IndexOfAny(Binary) < 0 ? PlainText : "application/octet-stream";
    }

    // Section 3: control characters that no text has.
    private static readonly System.Buffers.SearchValues<byte> Binary =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b is not ('\t' or '\n' or '\f' or '\r' or 0x1B)).Select(b => (byte)b)]);

    private static bool IsHtml(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("<!--"u8)) return true;
        foreach (var tag in HtmlTags)
        {
            if (text.Length > tag.Length && text[tag.Length] is (byte)' ' or (byte)'>' && Ascii.EqualsIgnoreCase(text[..tag.Length], tag)) return true;
        }

        return false;
    }
}
