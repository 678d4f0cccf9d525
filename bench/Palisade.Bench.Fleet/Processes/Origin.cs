using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Bench.Fleet.Processes;

/// <summary>The application behind all gateways: answers every request that has no body with the host and path that it was asked for, so that a wrong answer shows.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Listens.</summary>
    public Origin()
    {
        _listener.Start(512);
        _running = AcceptAsync();
    }

    /// <summary>Where.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers.</summary>
    public static string BodyOf(string host, string path) => $"{host}{path} {new string('.', 400)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Not before: an accept that begins on a listener that was stopped is a fault of its own.
        await _running;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var (stream, head, length) = (client.GetStream(), new byte[LongestHead], 0);
                while (await stream.ReadAsync(head.AsMemory(length), _stop.Token) is > 0 and var read)
                {
                    length += read;
                    for (int end; (end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) >= 0; length -= end + 4)
                    {
                        await stream.WriteAsync(Answer(Encoding.Latin1.GetString(head, 0, end)), _stop.Token);
                        head.AsSpan(end + 4, length - end - 4).CopyTo(head);
                    }
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException or ArgumentException)
            {
                // The gateway went, or the run is over.
            }
        }
    }

    private static byte[] Answer(string head)
    {
        var lines = head.Split("\r\n");
        var host = lines.FirstOrDefault(l => l.StartsWith("host:", StringComparison.OrdinalIgnoreCase))?[5..].Trim() ?? "";
        var body = BodyOf(host, lines[0].Split(' ') is [_, var path, ..] ? path : "");
        return Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
