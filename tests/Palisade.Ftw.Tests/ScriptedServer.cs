using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Ftw.Tests;

/// <summary>A TCP server whose answers the test writes, byte for byte. It reads a whole request before it answers.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, int, string?> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly List<Task> _connections = [];
    private int _count;

    /// <param name="answer">Given a request (bytes widened) and the port of its client: the answer; empty to close without one, null to be silent.</param>
    public ScriptedServer(Func<string, int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public ScriptedServer(string answer)
        : this((_, _) => answer)
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Ftw.Transport.Destination Destination => new("127.0.0.1", Port, false);

    /// <summary>How many requests came.</summary>
    public int Count => Volatile.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Not before: an accept that begins on a listener that was stopped is a fault of its own.
        await _loop;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            Interlocked.Increment(ref _count);
            var answer = _answer(request, ((IPEndPoint)client.Client.RemoteEndPoint!).Port);
            if (answer is null) await Task.Delay(Timeout.Infinite, _stop.Token);
            else await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(request.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) break;
            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        var length = request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.Ordinal))?[16..];
        return length is null || request.Length - head - 4 >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
