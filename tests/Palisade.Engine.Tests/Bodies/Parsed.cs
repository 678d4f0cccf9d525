using System.Text;
using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

/// <summary>Short ways to parse a text and to look at the result. Texts are Latin-1 widened bytes.</summary>
internal static class Parsed
{
    public const int DepthLimit = 512;
    public const int NoLimit = 0;

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static string Text(ReadOnlyMemory<byte> bytes) => Text(bytes.Span);

    public static string Text(byte[] bytes) => Text(bytes.AsSpan());

    public static ParsedBody Json(string text, JsonNaming naming = JsonNaming.ModSecurity, int depth = DepthLimit, int limit = NoLimit, bool truncated = false)
    {
        var into = new ParsedBody();
        JsonBody.Parse(Bytes(text), naming, depth, limit, into, truncated);
        return into;
    }

    public static ParsedBody Xml(string text, int depth = DepthLimit, bool truncated = false)
    {
        var into = new ParsedBody();
        XmlBody.Parse(Bytes(text), depth, into, truncated);
        return into;
    }

    /// <summary>Line ends are written as LF and sent as CRLF.</summary>
    public static ParsedBody Multipart(string text, string contentType = "multipart/form-data; boundary=b") =>
        MultipartAsIs(text.ReplaceLineEndings("\r\n"), contentType);

    public static ParsedBody MultipartAsIs(string text, string contentType = "multipart/form-data; boundary=b", bool truncated = false, int files = NoLimit)
    {
        var into = new ParsedBody();
        MultipartBody.Parse(Bytes(text), Bytes(contentType), files, NoLimit, into, truncated);
        return into;
    }

    /// <summary>Arguments as <c>name=value</c> lines.</summary>
    public static string[] Lines(this ParsedBody body) => [.. body.Arguments.Select(a => Text(a.Name) + "=" + Text(a.Value))];
}
