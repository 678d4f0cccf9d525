using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Validation;

namespace Palisade.Trust.Tests.Validation;

/// <summary>One end of mutual TLS: an identity, what it believes in, and what it refused.</summary>
internal sealed class End
{
    public End(KeyedCertificate identity, PeerValidator validator)
    {
        Identity = new LiveIdentity(identity);
        Tls = new MutualTls(Identity, validator, Refused.Add);
    }

    public LiveIdentity Identity { get; }

    public MutualTls Tls { get; }

    public List<Refusal<PeerRefusal>> Refused { get; } = [];
}

/// <summary>A connection over loopback on which both ends said a byte; null where an end refused the other.</summary>
internal sealed class Handshake : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server;

    private Handshake(Socket client, Socket server) => (_client, _server) = (client, server);

    /// <summary>Who the server says the client is.</summary>
    public Identity? Client { get; private set; }

    /// <summary>Who the client says the server is.</summary>
    public Identity? Server { get; private set; }

    public SslStream? ClientStream { get; private set; }

    public SslStream? ServerStream { get; private set; }

    public bool Succeeded { get; private set; }

    public static async Task<Handshake> MakeAsync(SslClientAuthenticationOptions client, SslServerAuthenticationOptions server)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var calling = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await calling.ConnectAsync(listener.LocalEndPoint!);
        var handshake = new Handshake(calling, await listener.AcceptAsync());
        var accepted = handshake.AcceptAsync(server);
        var called = handshake.CallAsync(client);
        handshake.Succeeded = (await Task.WhenAll(accepted, called)).All(good => good);
        return handshake;
    }

    /// <summary>Whether a byte goes from server to client on the connection that is open.</summary>
    public async Task<bool> CarriesAsync()
    {
        await ServerStream!.WriteAsync(new byte[] { 42 });
        var buffer = new byte[1];
        return await ClientStream!.ReadAsync(buffer) is 1 && buffer[0] is 42;
    }

    public void Dispose()
    {
        ClientStream?.Dispose();
        ServerStream?.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    private async Task<bool> AcceptAsync(SslServerAuthenticationOptions options)
    {
        ServerStream = new SslStream(new NetworkStream(_server));
        try
        {
            await ServerStream.AuthenticateAsServerAsync(options);
            Client = MutualTls.PeerOf(ServerStream);
            await ServerStream.WriteAsync(new byte[] { 1 });
            return true;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            _server.Shutdown(SocketShutdown.Both);
            return false;
        }
    }

    // In TLS 1.3 the client learns only with the first byte whether it was let in.
    private async Task<bool> CallAsync(SslClientAuthenticationOptions options)
    {
        ClientStream = new SslStream(new NetworkStream(_client));
        try
        {
            await ClientStream.AuthenticateAsClientAsync(options);
            Server = MutualTls.PeerOf(ClientStream);
            return await ClientStream.ReadAsync(new byte[1]) is 1;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            if (_client.Connected) _client.Shutdown(SocketShutdown.Both);
            return false;
        }
    }
}
