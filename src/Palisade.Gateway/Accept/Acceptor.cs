using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Palisade.Configuration;
using Palisade.Engine.Http;
using Palisade.Engine.Transactions;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Accept;

/// <summary>Opens an exchange for each request: gives it its id, finds out who sent it and takes down what was received.</summary>
internal sealed class Acceptor(ClientAddress clients, ClientAddressSource source, TimeProvider clock)
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    private readonly string? _header = source switch
    {
        ClientAddressSource.XForwardedFor => "X-Forwarded-For",
        ClientAddressSource.Forwarded => "Forwarded",
        _ => null,
    };

    /// <summary>An exchange for a request that the server read.</summary>
    public Exchange Open(HttpContext http)
    {
        // By type and not by Get<T>: the server has no slot for it, and the generic way through all its slots is the slow one.
        if (http.Features[typeof(HeadTap)] is HeadTap tap && tap.TakeHead() is { } head) return Open(head, tap.Connection, http);

        var from = http.Connection;
        var connection = new WireConnection(EndPoint(from.RemoteIpAddress, from.RemotePort), EndPoint(from.LocalIpAddress, from.LocalPort), http.Request.IsHttps, ProtocolSwitch.ServerName(http.Features.Get<ITlsHandshakeFeature>()));
        var started = clock.GetUtcNow();
        var startedAt = clock.GetTimestamp();
        var forwardedFor = _header is not null && clients.Asks(connection.Peer.Address) ? HeadValues.Of(http.Request.Headers[_header]) : [];
        var client = clients.Of(connection.Peer, forwardedFor);
        var id = SupportId.New(started);
        var received = HeadOfFeatures.Build(http, id, started, Endpoints(client, connection));
        return new Exchange(received, startedAt) { Client = client, Encrypted = connection.Encrypted, Local = connection.Local, ServerName = connection.ServerName, Trace = TraceContext.Begin(http, id), Kind = RequestKinds.Of(http), Memory = http.Features[typeof(ConnectionMemory)] as ConnectionMemory };
    }

    /// <summary>An exchange for a head of which the bytes are kept, whether it became a request or not.</summary>
    /// <param name="http">The request it became; null when it became none.</param>
    public Exchange Open(RawHead head, WireConnection connection, HttpContext? http)
    {
        var id = SupportId.New(head.Started);
        var forwardedFor = _header is not null && clients.Asks(connection.Peer.Address) ? HeadValues.All(head.Headers, _header) : [];
        var client = clients.Of(connection.Peer, forwardedFor);
        var received = new RequestHead(id, head.Started, Endpoints(client, connection), head.Method, head.Target, head.Protocol, head.RequestLine, head.Headers);
        var exchange = new Exchange(received, head.StartedAt)
        {
            Client = client,
            Encrypted = connection.Encrypted,
            Local = connection.Local,
            ServerName = connection.ServerName,
            Wire = head,
            Probe = connection.Probe,
            Memory = connection.Memory,
            Trace = http is null ? null : TraceContext.Begin(http, id),
            Kind = http is null ? RequestKind.Plain : RequestKinds.Of(http),
        };
        exchange.Keep(head);
        return exchange;
    }

    private static Endpoints Endpoints(Client client, WireConnection connection) =>
        new(client.Address, client.Port, TrustedProxies.Plain(connection.Local.Address), connection.Local.Port);

    private static IPEndPoint EndPoint(IPAddress? address, int port) => address is null ? Nowhere : new(address, port);
}
