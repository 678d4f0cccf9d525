using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Ftw.Transport;

/// <summary>Reads one HTTP/1 answer (RFC 9112): interim answers are skipped, the body is framed by its length, by chunks or by the end of the connection.</summary>
internal sealed class ResponseReader(LineSource source)
{
    /// <summary>Longest head in bytes: 256 KiB.</summary>
    internal const int MaxHeadBytes = 256 * 1024;

    /// <summary>Most bytes of a body that are kept: 16 MiB.</summary>
    internal const int MaxBodyBytes = 16 * 1024 * 1024;

    private const int MaxInterim = 100;

    /// <summary>The final answer.</summary>
    /// <param name="method">The method of the request; HEAD and CONNECT frame their answers differently.</param>
    /// <exception cref="MalformedResponseException">It is not HTTP, or the connection ends within the head.</exception>
    public async Task<RawResponse> ReadAsync(string method, CancellationToken stop)
    {
        for (var i = 0; i < MaxInterim; i++)
        {
            var head = await ReadHeadAsync(stop);
            if (head.Status is >= 200 or 101) return await WithBodyAsync(head, method, stop);
        }

        throw new MalformedResponseException("too many interim answers");
    }

    private async Task<RawResponse> ReadHeadAsync(CancellationToken stop)
    {
        var statusLine = await source.ReadLineAsync(MaxHeadBytes, stop) ?? throw new MalformedResponseException("the connection was closed without an answer");
        var status = StatusOf(statusLine) ?? throw new MalformedResponseException($"not an HTTP answer: '{Shown(statusLine)}'");
        var head = new StringBuilder(statusLine).Append("\r\n");
        var headers = new List<KeyValuePair<string, string>>();
        while (true)
        {
            var line = await source.ReadLineAsync(MaxHeadBytes, stop) ?? throw new MalformedResponseException("the connection was closed within the head");
            if (line.Length == 0) return new(status, head.ToString(), headers, "", true);

            head.Append(line).Append("\r\n");
            if (head.Length > MaxHeadBytes) throw new MalformedResponseException("the head is too long");

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw new MalformedResponseException($"not a header line: '{Shown(line)}'");
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }
    }

    private async Task<RawResponse> WithBodyAsync(RawResponse head, string method, CancellationToken stop)
    {
        if (head.Status is 101 or 204 or 304 || method == "HEAD" || (method == "CONNECT" && head.Status < 300)) return head;

        var body = new BodySink(MaxBodyBytes);
        bool complete;
        try
        {
            complete = await ReadBodyAsync(head, body, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or MalformedResponseException or OperationCanceledException)
        {
            // The head is an answer: a body that breaks or stalls does not undo it.
            complete = false;
        }

        return head with { Body = body.Text, Complete = complete };
    }

    private async Task<bool> ReadBodyAsync(RawResponse head, BodySink body, CancellationToken stop)
    {
        if (head.Values("Transfer-Encoding").LastOrDefault() is { } coding && coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadChunksAsync(body, stop);
        }

        if (head.Values("Content-Length").FirstOrDefault() is { } text)
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && await source.CopyAsync(length, body, stop) == length;
        }

        await source.CopyAsync(long.MaxValue, body, stop);
        return true;
    }

    private async Task<bool> ReadChunksAsync(BodySink body, CancellationToken stop)
    {
        while (await source.ReadLineAsync(MaxHeadBytes, stop) is { } line)
        {
            var size = line.Split(';', 2)[0].Trim();
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0) return false;
            if (length == 0) return await SkipTrailersAsync(stop);
            if (await source.CopyAsync(length, body, stop) != length) return false;
            if (await source.ReadLineAsync(MaxHeadBytes, stop) is not "") return false;
        }

        return false;
    }

    private async Task<bool> SkipTrailersAsync(CancellationToken stop)
    {
        for (var i = 0; i < MaxInterim; i++)
        {
            if (await source.ReadLineAsync(MaxHeadBytes, stop) is not { } line) return false;
            if (line.Length == 0) return true;
        }

        return false;
    }

    private static int? StatusOf(string line)
    {
        var words = line.Split(' ', 3);
        return words.Length >= 2 && words[0].StartsWith("HTTP/", StringComparison.Ordinal) && words[1].Length == 3 &&
            int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= 100
            ? status
            : null;
    }

    private static string Shown(string line) => string.Concat(line.Take(60).Select(c => c is >= ' ' and < (char)0x7F ? c : '?'));
}
