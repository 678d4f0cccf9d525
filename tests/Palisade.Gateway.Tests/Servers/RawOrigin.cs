using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>An origin that keeps every byte it gets and answers with the bytes it is told to. HTTP/1.1, one answer per request.</summary>
internal sealed class RawOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawRequest, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _loop;

    private RawOrigin(Func<RawRequest, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public List<RawRequest> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public static RawOrigin Start(Func<RawRequest, NetworkStream, CancellationToken, Task> answer) => new(answer);

    public static RawOrigin Answering(string answer) => new((_, stream, stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop).AsTask());

    /// <summary>Answers 200 with a small text.</summary>
    public static RawOrigin Saying(string text) => Answering($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\n\r\n{text}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Not before: an accept that begins on a listener that was stopped is a fault of its own.
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                var stream = client.GetStream();
                var reader = new RawReader(stream);
                while (await reader.RequestAsync(_stop.Token) is { } request)
                {
                    lock (Requests) Requests.Add(request);
                    await _answer(request, stream, _stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }
}
