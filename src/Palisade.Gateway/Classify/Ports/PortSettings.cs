using System.Net;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>What is spoken at a port.</summary>
/// <param name="Tls">Whether TLS is.</param>
/// <param name="Http2">Whether HTTP/2 is, besides HTTP/1.1.</param>
/// <param name="ProxyProtocol">Whether trusted peers begin with a PROXY protocol header.</param>
internal readonly record struct PortSettings(bool Tls, bool Http2, bool ProxyProtocol)
{
    /// <summary>All that there are.</summary>
    public static IEnumerable<PortSettings> All =>
        from tls in (bool[])[false, true]
        from http2 in (bool[])[false, true]
        from proxyProtocol in (bool[])[false, true]
        select new PortSettings(tls, http2, proxyProtocol);

    /// <summary>As messages have it.</summary>
    public override string ToString() => $"tls: {Flag(Tls)}, http2: {Flag(Http2)}, proxy_protocol: {Flag(ProxyProtocol)}";

    private static string Flag(bool value) => value ? "true" : "false";
}

/// <summary>Where no socket listens: connections of ports with the same settings are handed over here.</summary>
internal sealed class PortEndPoint(PortSettings settings) : EndPoint
{
    /// <summary>What is spoken.</summary>
    public PortSettings Settings { get; } = settings;

    /// <inheritdoc/>
    public override string ToString() => $"ports of sites ({Settings})";
}
