using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Palisade.Cli.Following;

/// <summary>Asks one address over TLS, with HTTP/2 on one connection. Names are no matter: who answers is decided by the options.</summary>
internal sealed class HttpsCaller : IDisposable
{
    private readonly HttpClient _client;
    private readonly TimeSpan _patience;

    public HttpsCaller(EndPoint address, SslClientAuthenticationOptions tls, TimeSpan patience)
    {
        _patience = patience;
        var handler = new SocketsHttpHandler
        {
            SslOptions = tls,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = patience,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (_, stop) => ConnectAsync(address, stop),
        };
        _client = new(handler) { BaseAddress = new("https://manager.invalid"), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks; the answer is read by the caller.</summary>
    /// <param name="body">What is sent; null for a GET.</param>
    /// <exception cref="HttpRequestException">The manager cannot be reached, is not who it must be, or refuses; then with the status.</exception>
    /// <exception cref="TimeoutException">It does not answer for too long.</exception>
    public async Task<BoundedAnswer> AskAsync(string path, ReadOnlyMemory<byte>? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is { } content ? new ReadOnlyMemoryContent(content) : null };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_patience);
        try
        {
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode) await RefuseAsync(answer, patience.Token);
            return new(await answer.Content.ReadAsStreamAsync(stop), _patience);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer came for {_patience.TotalSeconds:0.#} s.", late);
        }
    }

    /// <summary>Asks for something short.</summary>
    public async Task<byte[]> AskAsync(string path, ReadOnlyMemory<byte>? body, int most, CancellationToken stop)
    {
        await using var answer = await AskAsync(path, body, stop);
        return await answer.ReadAllAsync(most, stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task RefuseAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using (answer)
        {
            const int most = 512;
            var buffer = new byte[most];
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            var length = await body.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, stop);
            var reason = string.Concat(System.Text.Encoding.UTF8.GetString(buffer, 0, length).Where(c => !char.IsControl(c)));
            throw new HttpRequestException(HttpRequestError.Unknown, $"The manager refuses ({(int)answer.StatusCode}). {reason}".TrimEnd(), inner: null, answer.StatusCode);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint address, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
