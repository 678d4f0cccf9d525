using System.Net;
using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Cli.Explain;

/// <summary>What is to be explained: a request, and perhaps the application's response to it.</summary>
/// <param name="Body">As the application reads it: content codings removed.</param>
internal sealed record RequestText(RequestHead Head, ReadOnlyMemory<byte> Body, ResponseHead? Response, ReadOnlyMemory<byte> ResponseBody, IReadOnlyList<string> Notes)
{
    private const string Id = "explain";
    private const int UsualPort = 80;

    /// <summary>Makes a request of a raw message.</summary>
    /// <returns>The request, or what is wrong.</returns>
    public static (RequestText? Request, string? Fault) Of(RawMessage message, IPAddress client, DateTimeOffset now)
    {
        var line = message.FirstLine;
        var (method, rest) = Split(line, first: true);
        var (target, protocol) = Split(rest, first: false);
        if (method.IsEmpty || target.IsEmpty) return (null, $"'{Terminal.ByteText.Show(line.Span)}' is no request line such as 'GET / HTTP/1.1'");
        // Without a protocol it would be HTTP/0.9; more likely somebody left it out.
        if (!protocol.Span.StartsWith("HTTP/"u8)) (target, protocol) = (rest, "HTTP/1.1"u8.ToArray());
        byte[] whole = [.. method.Span, (byte)' ', .. target.Span, (byte)' ', .. protocol.Span];
        var head = new RequestHead(Id, now, new(client, 0, IPAddress.Loopback, UsualPort), method, target, protocol, whole, message.Headers);
        var (body, notes) = Coding.Remove(message);
        return (new RequestText(head, body, null, default, notes), null);
    }

    /// <summary>Adds the response that the application would give.</summary>
    public (RequestText? Request, string? Fault) With(RawMessage response)
    {
        var parts = RawMessage.Latin1(response.FirstLine).Split(' ', 3);
        if (parts.Length < 2 || !parts[0].StartsWith("HTTP/", StringComparison.Ordinal) || !int.TryParse(parts[1], out var status) || status is < 100 or > 999)
        {
            return (null, $"'{Terminal.ByteText.Show(response.FirstLine.Span)}' is no status line such as 'HTTP/1.1 200 OK'");
        }

        var (body, notes) = Coding.Remove(response);
        var head = new ResponseHead(status, Encoding.Latin1.GetBytes(parts[0]), response.Headers);
        return (this with { Response = head, ResponseBody = body, Notes = [.. Notes, .. notes] }, null);
    }

    private static (ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right) Split(ReadOnlyMemory<byte> line, bool first)
    {
        var at = first ? line.Span.IndexOf((byte)' ') : line.Span.LastIndexOf((byte)' ');
        return at < 0 ? (line, default) : (line[..at], line[(at + 1)..]);
    }
}
