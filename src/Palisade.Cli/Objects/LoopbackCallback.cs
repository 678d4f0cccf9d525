using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Cli.Objects;

/// <summary>What a browser brought back.</summary>
internal sealed record BroughtBack(string? Code, string? Error, string? Issuer);

/// <summary>A port on loopback that waits for one browser. Whoever asks for something else, or without the state, is sent away, and the wait goes on.</summary>
internal sealed class LoopbackCallback : IDisposable
{
    private const string Path = "/callback";
    private const int LongestLine = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackCallback() => _listener.Start();

    /// <summary>Where the browser is sent.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{Path}";

    /// <summary>Waits for who brings the state.</summary>
    public async Task<BroughtBack> WaitAsync(string state, CancellationToken stop)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(stop);
            try
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
                enough.CancelAfter(Patience);
                var stream = client.GetStream();
                var back = Read(await LineAsync(stream, enough.Token), state);
                await stream.WriteAsync(Answer(back), enough.Token);
                if (back is not null) return back;
            }
            catch (Exception fault) when (fault is IOException or SocketException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // It went away, or says nothing: somebody else may come.
            }
        }
    }

    /// <summary>What a request line brings back; null where it is not the one that is waited for.</summary>
    internal static BroughtBack? Read(string line, string state)
    {
        if (line.Split(' ') is not ["GET", var target, "HTTP/1.1" or "HTTP/1.0"] || target.Split('?', 2) is not [Path, var query]) return null;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&'))
        {
            // What is there twice could be read as either.
            if (pair.Split('=', 2) is [var name, var value] && !found.TryAdd(name, Uri.UnescapeDataString(value.Replace('+', ' ')))) return null;
        }

        if (found.GetValueOrDefault("state") != state) return null;
        var (code, error) = (found.GetValueOrDefault("code"), found.GetValueOrDefault("error"));
        return code is null && error is null ? null : new(error is null ? code : null, error, found.GetValueOrDefault("iss"));
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static async Task<string> LineAsync(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[LongestLine];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), stop);
            if (read == 0) break;
            length += read;
            // The head is read to its end: a connection that closes with something unread is reset, and the browser shows no page.
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) return Encoding.Latin1.GetString(buffer.AsSpan(0, buffer.AsSpan().IndexOf("\r\n"u8)));
        }

        return "";
    }

    private static byte[] Answer(BroughtBack? back)
    {
        var text = back is null ? "There is nothing here." : back.Code is null ? "The identity provider refused. You can close this page." : "Palisade goes on in the terminal. You can close this page.";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {(back is null ? "404 Not Found" : "200 OK")}\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{text}");
    }
}
