using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A client that writes the bytes it is given.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly RawReader _reader;

    public RawClient(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        Stream = _client.GetStream();
        _reader = new RawReader(Stream);
    }

    public NetworkStream Stream { get; }

    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public static async Task<RawRequest?> AskAsync(int port, string request)
    {
        using var client = new RawClient(port);
        await client.SendAsync(request);
        return await client.AnswerAsync(head: request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public ValueTask SendAsync(string text) => Stream.WriteAsync(Encoding.Latin1.GetBytes(text), Soon);

    public Task<RawRequest?> AnswerAsync(bool head = false) => _reader.ResponseAsync(Soon, head);

    /// <summary>Says that nothing more comes, and still reads.</summary>
    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _client.Dispose();
}
