using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>Opens connections to one server, TLS included, in the time that is given.</summary>
/// <param name="tls">Null for clear text.</param>
internal sealed class Connector(Addresses addresses, int port, OriginTlsOptions? tls, TimeSpan patience, TimeProvider clock)
{
    private int _turn;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="SocketException">It cannot be reached; <see cref="SocketError.TimedOut"/> when it took too long.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">TLS did not come about.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var stream = await DialAsync(either.Token);
            return tls is null ? stream : await EncryptAsync(stream, tls.For(context.InitialRequestMessage), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <summary>A connection without TLS: each address in turn, each with its share of the time, beginning with another one every time.</summary>
    public async Task<NetworkStream> DialAsync(CancellationToken stop)
    {
        var known = await addresses.GetAsync(stop);
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0; ; i++)
        {
            try
            {
                return await DialAsync(known[(first + (uint)i) % (uint)known.Length], patience / known.Length, stop);
            }
            catch (SocketException) when (i + 1 < known.Length)
            {
                // The next one.
            }
        }
    }

    private async Task<NetworkStream> DialAsync(IPAddress address, TimeSpan share, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(share, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<SslStream> EncryptAsync(NetworkStream stream, SslClientAuthenticationOptions options, CancellationToken stop)
    {
        var encrypted = new SslStream(stream);
        try
        {
            await encrypted.AuthenticateAsClientAsync(options, stop);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }
}
