using System.Net;
using System.Net.Sockets;
using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Servers;

/// <summary>
/// The application behind the gateway: takes any request whatever it is and answers with a header of its own, so that
/// an answer tells whether the request came through.
/// </summary>
internal sealed class Origin : IDisposable
{
    /// <summary>The header that only this origin sends.</summary>
    public const string Mark = "X-Came-Through";

    private static readonly byte[] Answer = [.. "HTTP/1.1 200 OK\r\n"u8, .. System.Text.Encoding.ASCII.GetBytes(Mark), .. ": yes\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private Origin() => _listener.Start();

    /// <summary>Where it listens on the loopback address.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Starts one on a free port.</summary>
    public static Origin Start()
    {
        var origin = new Origin();
        _ = origin.AcceptAsync();
        return origin;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            var reader = new MessageReader(stream);
            while (await reader.ReadAsync(answers: false, CancellationToken.None) is { } request)
            {
                await stream.WriteAsync(request.StartLine.StartsWith("HEAD ", StringComparison.Ordinal) ? Answer.AsMemory(0, Answer.Length - 11) : Answer);
            }
        }
        catch (IOException)
        {
            // The gateway closed it.
        }
    }
}
