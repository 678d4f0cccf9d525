using System.Net;
using Palisade.Trust.Authority;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Delivery;

/// <summary>How gateways are served.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Where gateways fetch their configuration, over mutual TLS. Port 0 takes a free one. Default 127.0.0.1:8084.</summary>
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, 8084);

    /// <summary>Connections at once. Default 4,096.</summary>
    public int MostConnections { get; init; } = 4096;

    /// <summary>How often a held connection says that it is alive. Gateways give it up after three times that. Default 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest body of any request.</summary>
    internal const int MostBody = GatewayReport.MostBytes;

    /// <summary>Longest signing request.</summary>
    internal const int MostSigningRequest = SigningRequest.MostBytes;
}
