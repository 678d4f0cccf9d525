using System.Globalization;
using System.Text;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A message as it was on the wire.</summary>
/// <param name="Head">Start line and headers with their line ends, the empty line left out.</param>
/// <param name="Body">The body with chunking removed.</param>
/// <param name="Raw">Everything.</param>
internal sealed record RawRequest(string Head, byte[] Body, byte[] Raw)
{
    public string StartLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    public int Status => int.Parse(StartLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Text => Encoding.Latin1.GetString(Body);

    public IReadOnlyList<(string Name, string Value)> Headers =>
        [.. Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim(' ', '\t')))];

    /// <summary>All values of a header, joined; null when it is absent.</summary>
    public string? this[string name] =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToArray() is { Length: > 0 } values ? string.Join(", ", values) : null;
}

/// <summary>Reads HTTP/1.1 messages off a stream, byte for byte.</summary>
internal sealed class RawReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next request; null at the end of the stream.</summary>
    public Task<RawRequest?> RequestAsync(CancellationToken stop) => MessageAsync(bodyless: false, untilEnd: false, stop);

    /// <summary>The next response; null at the end of the stream, or when the connection was reset.</summary>
    public async Task<RawRequest?> ResponseAsync(CancellationToken stop, bool head = false)
    {
        try
        {
            return await MessageAsync(head, untilEnd: true, stop);
        }
        catch (IOException reset) when (reset.InnerException is System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private async Task<RawRequest?> MessageAsync(bool bodyless, bool untilEnd, CancellationToken stop)
    {
        var raw = new MemoryStream();
        var head = await HeadAsync(raw, stop);
        if (head is null) return null;

        var message = new RawRequest(head, [], []);
        if (untilEnd && (message.Status is < 200 or 204 or 304)) bodyless = true;
        var body = bodyless ? [] : await BodyAsync(message, raw, untilEnd, stop);
        return message with { Body = body, Raw = raw.ToArray() };
    }

    private async Task<byte[]> BodyAsync(RawRequest message, MemoryStream raw, bool untilEnd, CancellationToken stop)
    {
        var body = new MemoryStream();
        if (message["Transfer-Encoding"] is not null)
        {
            while (true)
            {
                var line = await LineAsync(raw, stop) ?? throw new IOException("cut in a chunk");
                var size = int.Parse(line.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                for (var i = 0; i < size; i++) body.WriteByte(await ByteAsync(raw, stop) ?? throw new IOException("cut in a chunk"));
                if (size == 0) break;
                await LineAsync(raw, stop);
            }

            while (await LineAsync(raw, stop) is { Length: > 0 })
            {
            }
        }
        else if (message["Content-Length"] is { } length)
        {
            for (var left = int.Parse(length, CultureInfo.InvariantCulture); left > 0; left--) body.WriteByte(await ByteAsync(raw, stop) ?? throw new IOException("cut in a body"));
        }
        else if (untilEnd && message["Upgrade"] is null)
        {
            while (await ByteAsync(raw, stop) is { } b) body.WriteByte(b);
        }

        return body.ToArray();
    }

    private async Task<string?> HeadAsync(MemoryStream raw, CancellationToken stop)
    {
        var head = new StringBuilder();
        while (true)
        {
            var line = await LineAsync(raw, stop);
            if (line is null) return head.Length == 0 ? null : throw new IOException("cut in a head");
            if (line.Length == 0) return head.ToString();
            head.Append(line).Append("\r\n");
        }
    }

    private async ValueTask<string?> LineAsync(MemoryStream raw, CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (await ByteAsync(raw, stop) is not { } b) return line.Length == 0 ? null : throw new IOException("cut in a line");
            if (b == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)b);
        }
    }

    private async ValueTask<byte?> ByteAsync(MemoryStream raw, CancellationToken stop)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, await stream.ReadAsync(_buffer, stop));
            if (_end == 0) return null;
        }

        raw.WriteByte(_buffer[_start]);
        return _buffer[_start++];
    }
}
