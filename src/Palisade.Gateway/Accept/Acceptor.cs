using System.Net;
using Microsoft.AspNetCore.Http;
using Palisade.Configuration;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept;

/// <summary>Opens an exchange for each request: gives it its id, finds out who sent it and takes down what was received.</summary>
internal sealed class Acceptor(ClientAddress clients, ClientAddressSource source, TimeProvider clock)
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    /// <summary>An exchange for a request that the server read.</summary>
    public Exchange Open(HttpContext http)
    {
        var startedAt = clock.GetTimestamp();
        var started = clock.GetUtcNow();
        var connection = http.Connection;
        var peer = connection.RemoteIpAddress is { } from ? new IPEndPoint(from, connection.RemotePort) : Nowhere;
        var client = clients.Of(peer, ForwardedFor(http.Request.Headers));
        var endpoints = new Endpoints(client.Address, client.Port, TrustedProxies.Plain(connection.LocalIpAddress ?? IPAddress.None), connection.LocalPort);
        var head = HeadOfFeatures.Build(http, SupportId.New(started), started, endpoints);
        return new Exchange(head, startedAt) { Client = client, Encrypted = http.Request.IsHttps };
    }

    private ReadOnlySpan<string?> ForwardedFor(IHeaderDictionary headers)
    {
        var values = source switch
        {
            ClientAddressSource.XForwardedFor => headers["X-Forwarded-For"],
            ClientAddressSource.Forwarded => headers["Forwarded"],
            _ => default,
        };
        return values.Count == 0 ? default : values.ToArray();
    }
}
