using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Palisade.Configuration;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Http2;
using Palisade.Gateway.Accept.ProxyProtocol;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Classify;
using Palisade.Gateway.Classify.Ports;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Record;

namespace Palisade.Gateway;

/// <summary>The server's settings and endpoints.</summary>
/// <param name="gates">Where connections of ports that sites name come from; null for none.</param>
internal sealed class Listeners(GatewayConfig config, LiveSites sites, TrustedProxies trusted, OwnConnections own, PortGates? gates, TimeProvider clock, GatewayMetrics metrics)
{
    private readonly List<ListenOptions> _bound = [];

    /// <summary>Where HTTP/2 without TLS is served.</summary>
    public Handoff Http2 { get; } = new();

    /// <summary>Where it listens, once it does.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => [.. _bound.Select(endpoint => endpoint.IPEndPoint!)];

    /// <summary>The same with what is spoken there.</summary>
    public IReadOnlyList<OpenPlace> Places => [.. Addresses.Zip(config.Listen, static (address, listen) => new OpenPlace(address, HasTls(listen), listen.ProxyProtocol))];

    /// <summary>Heads of requests may not be larger, nor take longer.</summary>
    private HeadLimits HeadLimits => new(config.Limits.RequestLineBytes, config.Limits.HeaderBytes, config.Limits.HeaderCount, config.Timeouts.RequestHeaders);

    /// <summary>Sets the server up.</summary>
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate is not one.</exception>
    public void Configure(KestrelServerOptions options, HeadCourt court)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        // One character per byte, both ways.
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        Limit(options.Limits);

        var protocols = new ProtocolSwitch(Http2, HeadLimits, court, config.Timeouts.KeepAlive, clock);
        var proxyHeader = new ProxyHeaderStep(trusted, config.Timeouts.ProxyHeader, clock, metrics.BadProxyHeader);
        foreach (var listen in config.Listen) Listen(options, listen, protocols, proxyHeader);
        foreach (var gate in gates?.EndPoints ?? []) options.Listen(gate, endpoint => Serve(endpoint, gate.Settings, null, protocols, proxyHeader));
        options.Listen(Http2.EndPoint, static endpoint => endpoint.Protocols = HttpProtocols.Http2);
    }

    /// <summary>What is read of a connection before it is asked for, in bytes.</summary>
    public static long MostRead(LimitsConfig limits) => Math.Max(1024 * 1024, 2L * (limits.RequestLineBytes + limits.HeaderBytes));

    private void Limit(KestrelServerLimits limits)
    {
        var wanted = config.Limits;
        limits.MaxRequestBodySize = wanted.RequestBodyBytes;
        // Our own limits speak first, so that the rules and the record hear of it; these catch what they would miss.
        limits.MaxRequestLineSize = wanted.RequestLineBytes + 64;
        limits.MaxRequestHeaderCount = wanted.HeaderCount;
        limits.MaxRequestHeadersTotalSize = wanted.HeaderBytes + 64;
        // A head is held until it is whole.
        limits.MaxRequestBufferSize = MostRead(wanted);
        // HTTP/2 connections are counted where they arrive and where they are served.
        limits.MaxConcurrentConnections = 2L * wanted.Connections;
        limits.MaxConcurrentUpgradedConnections = wanted.Connections;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, config.Timeouts.RequestBodyGrace);
        limits.RequestHeadersTimeout = config.Timeouts.RequestHeaders;
        limits.KeepAliveTimeout = config.Timeouts.KeepAlive;
    }

    private void Listen(KestrelServerOptions options, ListenConfig listen, ProtocolSwitch protocols, ProxyHeaderStep proxyHeader)
    {
        options.Listen(IPAddress.Parse(listen.Address), listen.Port, endpoint =>
        {
            Serve(endpoint, new(HasTls(listen), Http2: true, listen.ProxyProtocol), listen.Certificate is { } file ? Load(file) : null, protocols, proxyHeader);
            _bound.Add(endpoint);
        });
    }

    /// <summary>What a connection goes through before it is HTTP.</summary>
    private void Serve(ListenOptions endpoint, PortSettings settings, SslStreamCertificateContext? usual, ProtocolSwitch protocols, ProxyHeaderStep proxyHeader)
    {
        endpoint.Protocols = settings is { Tls: true, Http2: true } ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        endpoint.Use(next => connection => CountedAsync(connection, next));
        if (settings.ProxyProtocol) endpoint.Use(next => connection => proxyHeader.RunAsync(connection, next));
        if (settings.Tls) endpoint.UseHttps(new ServerTls(sites, usual, settings.Http2).Options);
        endpoint.Use(next => connection => protocols.RunAsync(connection, settings.Http2, next));
    }

    private async Task CountedAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        metrics.Connection(1);
        // Before anything that the other end says of itself.
        if (own.Find(connection.RemoteEndPoint) is { } probe) connection.Features.Set(probe);
        try
        {
            await next(connection);
        }
        finally
        {
            metrics.Connection(-1);
        }
    }

    private static bool HasTls(ListenConfig listen) => listen.Tls || listen.Certificate is not null;

    private static SslStreamCertificateContext Load(CertificateConfig config)
    {
        var name = Path.GetExtension(config.Path);
        var isPkcs12 = name.Equals(".pfx", StringComparison.OrdinalIgnoreCase) || name.Equals(".p12", StringComparison.OrdinalIgnoreCase);
        var leaf = isPkcs12
            ? X509CertificateLoader.LoadPkcs12FromFile(config.Path, config.Password)
            : X509Certificate2.CreateFromPemFile(config.Path, config.KeyPath ?? config.Path);
        var issuers = new X509Certificate2Collection();
        if (!isPkcs12) issuers.ImportFromPemFile(config.Path);
        return SslStreamCertificateContext.Create(leaf, issuers, offline: true);
    }
}
