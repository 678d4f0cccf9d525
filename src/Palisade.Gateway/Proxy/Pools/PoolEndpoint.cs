using System.Globalization;
using System.Net;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Proxy.Pools.Health;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>A server of a pool, with the connections to it and what is known of its health.</summary>
internal sealed class PoolEndpoint : IDisposable
{
    private readonly Lazy<HttpMessageInvoker> _invoker;
    private int _underWay;

    /// <param name="connector">Opens connections to it.</param>
    public PoolEndpoint(OriginPoolSpec pool, OriginEndpoint spec, Addresses addresses, Connector connector, EndpointHealth health)
    {
        (Spec, Addresses, Connector, Health) = (spec, addresses, connector, health);
        Authority = string.Create(CultureInfo.InvariantCulture, $"{(IPAddress.TryParse(spec.Host, out var ip) && ip.ToString().Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : spec.Host)}:{spec.Port}");
        Prefix = $"{(pool.Tls is null ? "http" : "https")}://{Authority}";
        _invoker = new(() => new HttpMessageInvoker(Handler(pool, connector)));
    }

    /// <summary>As it was written.</summary>
    public OriginEndpoint Spec { get; }

    /// <summary>Host and port.</summary>
    public string Authority { get; }

    /// <summary>Scheme, host and port; the request's own target follows.</summary>
    public string Prefix { get; }

    /// <summary>Where it is.</summary>
    public Addresses Addresses { get; }

    /// <summary>Opens connections to it.</summary>
    public Connector Connector { get; }

    /// <summary>How it is.</summary>
    public EndpointHealth Health { get; }

    /// <summary>Sends to it.</summary>
    public HttpMessageInvoker Invoker => _invoker.Value;

    /// <summary>Requests that it has now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether requests should go to it.</summary>
    public bool IsWell(long now) => Health.IsWell(now) && Addresses.AreKnown;

    /// <summary>Says that a request goes to it.</summary>
    public void Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>Says that it is over.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_invoker.IsValueCreated) _invoker.Value.Dispose();
    }

    private static SocketsHttpHandler Handler(OriginPoolSpec pool, Connector connector) => new()
    {
        // A proxy passes on what it gets: no cookie jar, no redirect followed, nothing unpacked, no proxy of its own.
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseProxy = false,
        // The connector keeps the time.
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ConnectCallback = connector.ConnectAsync,
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = pool.MaxConnections ?? int.MaxValue,
        // The name of the origin may move to another address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // The trace header is written with the others.
        ActivityHeadersPropagator = null,
        // One character per byte, both ways: a header passes as it is, whatever encoding its author had in mind.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    };
}
