using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Bench.Fleet.Asking;

/// <summary>
/// A connection of HTTP/1.1 that is kept. Nothing is asked twice behind our back, as HTTP libraries do when a connection was cut: each cut is an answer
/// that did not come.
/// </summary>
internal sealed class Connection(int port) : IDisposable
{
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[LongestAnswer];
    private Socket? _socket;

    /// <summary>Asks, over the connection that is there, or else a new one.</summary>
    public async Task<Answer> AskAsync(string host, string path, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            var socket = await OpenAsync(limit.Token);
            await socket.SendAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept: text/html\r\nAccept-Language: en\r\n\r\n"), limit.Token);
            return await ReadAsync(socket, limit.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Dispose();
            return new(0, null, "", fault is OperationCanceledException ? "no answer in 30 s" : fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> OpenAsync(CancellationToken stop)
    {
        if (_socket is not null) return _socket;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, stop);
        return _socket = socket;
    }

    private async Task<Answer> ReadAsync(Socket socket, CancellationToken stop)
    {
        var (length, head) = (0, -1);
        while (true)
        {
            if (head < 0) head = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && Whole(head, length) is { } answer) return answer;
            var read = length < _buffer.Length ? await socket.ReceiveAsync(_buffer.AsMemory(length), stop) : 0;
            if (read == 0) throw new IOException(length == 0 ? "the connection was cut before the answer" : "the connection was cut within the answer");
            length += read;
        }
    }

    // Null while something is missing.
    private Answer? Whole(int head, int length)
    {
        var lines = Encoding.Latin1.GetString(_buffer, 0, head).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var body = head + 4;
        string? text;
        if (Field(lines, "transfer-encoding") is not null) text = Chunks(body, length);
        else text = int.Parse(Field(lines, "content-length") ?? "0", CultureInfo.InvariantCulture) is var bytes && length - body >= bytes ? Encoding.Latin1.GetString(_buffer, body, bytes) : null;
        if (text is null) return null;
        // The gateway said so: that is no cut.
        if (Field(lines, "connection") is "close") Dispose();
        return new(status, Field(lines, "x-number"), text);
    }

    private string? Chunks(int at, int length)
    {
        var text = new StringBuilder();
        while (_buffer.AsSpan(at, length - at).IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var size = Convert.ToInt32(Encoding.Latin1.GetString(_buffer, at, end).Split(';')[0].Trim(), 16);
            if (length - at < end + 2 + size + 2) return null;
            if (size == 0) return text.ToString();
            text.Append(Encoding.Latin1.GetString(_buffer, at + end + 2, size));
            at += end + 2 + size + 2;
        }

        return null;
    }

    private static string? Field(string[] lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase) && l.Length > name.Length && l[name.Length] == ':')?[(name.Length + 1)..].Trim();
}
