using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Palisade.Ftw.Transport;

/// <summary>How connections are made.</summary>
public sealed record ClientOptions
{
    /// <summary>Longest wait for the connection. Default 3 seconds, as go-ftw's.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait for the whole answer, from the moment of sending. Default 10 seconds.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the server to close after the answer, where that is waited for. Default 5 seconds.</summary>
    public TimeSpan Close { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether any certificate will do, as a test server's own. Default false.</summary>
    public bool AnyCertificate { get; init; }
}

/// <summary>Sends bytes on a connection of their own and reads the answer.</summary>
public sealed class RawClient(TimeProvider clock, ClientOptions options)
{
    /// <summary>Sends a request.</summary>
    /// <param name="awaitClose">Whether to close this side after the answer and wait for the other side to follow: then the server is done with the request, whatever it does behind its answer.</param>
    /// <returns>The answer or the reason why there is none; nothing is thrown but a cancellation of <paramref name="stop"/>.</returns>
    public async Task<Exchange> SendAsync(Destination destination, ReadOnlyMemory<byte> request, string method, bool awaitClose, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        IPEndPoint? client = null;
        try
        {
            await ConnectAsync(socket, destination, stop);
            client = socket.LocalEndPoint as IPEndPoint;
            await using var stream = await OpenAsync(socket, destination, stop);
            var response = await TalkAsync(stream, request, method, stop);
            if (awaitClose) await AwaitCloseAsync(socket, response.Source, stop);
            return new(response.Answer, response.Problem, client, true);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new(null, $"cannot connect to {destination}: {(e is OperationCanceledException ? "time-out" : e.Message)}", client, client is not null);
        }
    }

    private async Task ConnectAsync(Socket socket, Destination destination, CancellationToken stop)
    {
        using var limit = Limit(options.Connect, stop);
        await socket.ConnectAsync(destination.Host, destination.Port, limit.Token);
    }

    private async Task<Stream> OpenAsync(Socket socket, Destination destination, CancellationToken stop)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (!destination.Tls) return plain;

        using var limit = Limit(options.Connect, stop);
        var tls = new SslStream(plain);
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = destination.Host,
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || options.AnyCertificate,
        };
        await tls.AuthenticateAsClientAsync(authentication, limit.Token);
        return tls;
    }

    private async Task<(RawResponse? Answer, string? Problem, LineSource Source)> TalkAsync(Stream stream, ReadOnlyMemory<byte> request, string method, CancellationToken stop)
    {
        using var limit = Limit(options.Answer, stop);
        var source = new LineSource(stream);
        try
        {
            await WriteAsync(stream, request, limit.Token);
            return (await new ResponseReader(source).ReadAsync(method, limit.Token), null, source);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no answer within {options.Answer.TotalSeconds:0.#} s", source);
        }
        catch (Exception e) when (e is IOException or SocketException or MalformedResponseException)
        {
            return (null, e.Message, source);
        }
    }

    // A server that refuses early may close before it has read everything; its answer counts all the same.
    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        try
        {
            await stream.WriteAsync(request, stop);
            await stream.FlushAsync(stop);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The reader reports it when there is no answer either.
        }
    }

    private async Task AwaitCloseAsync(Socket socket, LineSource rest, CancellationToken stop)
    {
        using var limit = Limit(options.Close, stop);
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            await rest.DrainAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // Closed with a reset, or not in time: the answer is here either way.
        }
    }

    private LinkedLimit Limit(TimeSpan time, CancellationToken stop) => new(clock, time, stop);

    /// <summary>A token that ends with another one or after a time, by the given clock.</summary>
    private sealed class LinkedLimit : IDisposable
    {
        private readonly CancellationTokenSource _time;
        private readonly CancellationTokenSource _linked;

        public LinkedLimit(TimeProvider clock, TimeSpan time, CancellationToken stop)
        {
            _time = new CancellationTokenSource(time, clock);
            _linked = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, stop);
        }

        public CancellationToken Token => _linked.Token;

        public void Dispose()
        {
            _linked.Dispose();
            _time.Dispose();
        }
    }
}
