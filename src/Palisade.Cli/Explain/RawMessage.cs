using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Cli.Explain;

/// <summary>An HTTP/1 message as somebody saved or typed it: a first line, headers and a body, all bytes.</summary>
/// <param name="FirstLine">Request line or status line, without its end.</param>
/// <param name="Headers">In order; lines that are no header have an empty name.</param>
/// <param name="Body">What follows the empty line, with chunked framing removed.</param>
/// <param name="Notes">What was odd, for the person.</param>
internal sealed record RawMessage(ReadOnlyMemory<byte> FirstLine, IReadOnlyList<HeaderLine> Headers, ReadOnlyMemory<byte> Body, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a message. Lines may end in CRLF, as sent, or LF, as typed.</summary>
    /// <returns>Null when there is no first line.</returns>
    public static RawMessage? Read(ReadOnlyMemory<byte> bytes)
    {
        var rest = SkipEmptyLines(bytes);
        if (rest.IsEmpty) return null;
        var first = TakeLine(ref rest);
        var headers = new List<HeaderLine>();
        while (!rest.IsEmpty && TakeLine(ref rest) is { IsEmpty: false } line) Add(headers, line);
        var notes = new List<string>();
        return new RawMessage(first, headers, BodyOf(headers, rest, notes), notes);
    }

    /// <summary>The values of a header, in order; names are compared without case.</summary>
    public static IEnumerable<string> Values(IEnumerable<HeaderLine> headers, string name) =>
        headers.Where(h => Latin1(h.Name).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => Latin1(h.Value));

    /// <summary>Bytes as characters, one for one.</summary>
    public static string Latin1(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    private static ReadOnlyMemory<byte> SkipEmptyLines(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span.IndexOfAnyExcept("\r\n"u8);
        return start < 0 ? default : bytes[start..];
    }

    private static ReadOnlyMemory<byte> TakeLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static void Add(List<HeaderLine> headers, ReadOnlyMemory<byte> line)
    {
        // A line that begins with a blank goes on where the last one ended (RFC 9112, section 5.2: obsolete).
        if (headers.Count > 0 && line.Span[0] is (byte)' ' or (byte)'\t')
        {
            var (name, value) = headers[^1];
            headers[^1] = new(name, (byte[])[.. value.Span, (byte)' ', .. line.Span.Trim(" \t"u8)]);
            return;
        }

        var colon = line.Span.IndexOf((byte)':');
        headers.Add(colon < 0 ? new(default, line) : new(line[..colon], line[(colon + 1)..].Trim(" \t"u8)));
    }

    private static ReadOnlyMemory<byte> BodyOf(List<HeaderLine> headers, ReadOnlyMemory<byte> rest, List<string> notes)
    {
        if (Values(headers, "Transfer-Encoding").Any(v => v.EndsWith("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            if (ChunkedBody.Decode(rest) is { } body) return body;
            notes.Add("the body is not chunked as its header says; it is taken as it is");
            return rest;
        }

        if (Values(headers, "Content-Length").FirstOrDefault() is not { } text || !long.TryParse(text, out var length)) return rest;
        if (length == rest.Length) return rest;
        if (length > rest.Length)
        {
            notes.Add($"the body has {rest.Length} bytes, its Content-Length says {length}");
            return rest;
        }

        // An editor's line end at the end of the file is nobody's body.
        if (rest[(int)length..].Span.ContainsAnyExcept("\r\n"u8)) notes.Add($"of {rest.Length} bytes of body, {length} are taken as its Content-Length says");
        return rest[..(int)length];
    }
}
