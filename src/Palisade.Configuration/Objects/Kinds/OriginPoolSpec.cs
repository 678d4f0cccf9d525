using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>How a server of a pool is chosen.</summary>
public enum Balancing
{
    /// <summary>One after the other, by weight. The default.</summary>
    RoundRobin,

    /// <summary>The one with the fewest requests under way.</summary>
    LeastRequests,

    /// <summary>The better of two taken at random.</summary>
    PowerOfTwoChoices,

    /// <summary>At random, by weight.</summary>
    Random,

    /// <summary>The first that is well.</summary>
    First,
}

/// <summary>The protocol that is spoken with the servers of a pool.</summary>
public enum OriginProtocol
{
    /// <summary>With TLS what it negotiates, without it HTTP/1.1. The default.</summary>
    Auto,

    /// <summary>HTTP/1.1.</summary>
    Http1,

    /// <summary>HTTP/2, in clear text known beforehand.</summary>
    Http2,
}

/// <summary><c>origin_pool</c>: where requests go.</summary>
public sealed record OriginPoolSpec
{
    private const int MostEndpoints = 256;

    /// <summary>The servers: 1 to 256.</summary>
    public IReadOnlyList<OriginEndpoint> Endpoints { get; init; } = [];

    /// <summary>Protocol. Default <see cref="OriginProtocol.Auto"/>.</summary>
    public OriginProtocol Protocol { get; init; }

    /// <summary>How TLS is spoken with the servers; null (the default) for clear text.</summary>
    public OriginTls? Tls { get; init; }

    /// <summary>How a server is chosen. Default <see cref="Kinds.Balancing.RoundRobin"/>.</summary>
    public Balancing Balancing { get; init; }

    /// <summary>Requests of our own that ask whether a server is well; null (the default) for none.</summary>
    public HealthCheck? HealthCheck { get; init; }

    /// <summary>When requests that fail take a server out by their share; null (the default) for never.</summary>
    public PassiveHealth? PassiveHealth { get; init; }

    /// <summary>When failures one after the other throw a server out for a while; null (the default) for never.</summary>
    public OutlierEjection? OutlierEjection { get; init; }

    /// <summary>What keeps a client with its server; null (the default) for nothing.</summary>
    public Stickiness? Stickiness { get; init; }

    /// <summary>When a request is sent to another server; null (the default) for never.</summary>
    public OriginRetries? Retries { get; init; }

    /// <summary>To connect, TLS included, in milliseconds: 1 to 60,000. Default 5,000: an origin is near.</summary>
    public int ConnectTimeoutMs { get; init; } = 5000;

    /// <summary>How long an origin may be silent, in seconds: 1 to 86,400. Default 100.</summary>
    public int IdleTimeoutSeconds { get; init; } = 100;

    /// <summary>Most connections to one server: 1 to 65,535; null (the default) for no limit.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>How often names are resolved again, in seconds: 1 to 86,400. Default 30. A name that does not resolve concerns this pool only.</summary>
    public int ResolveSeconds { get; init; } = 30;

    /// <summary>Reads the <c>spec</c>.</summary>
    public static OriginPoolSpec Read(Fields fields)
    {
        var pool = new OriginPoolSpec
        {
            Endpoints = fields.Mappings("endpoints", OriginEndpoint.Read),
            Protocol = fields.Choice("protocol", OriginProtocol.Auto),
            Tls = fields.Mapping("tls", OriginTls.Read),
            Balancing = fields.Choice("balancing", Balancing.RoundRobin),
            HealthCheck = fields.Mapping("health_check", HealthCheck.Read),
            PassiveHealth = fields.Mapping("passive_health", PassiveHealth.Read),
            OutlierEjection = fields.Mapping("outlier_ejection", OutlierEjection.Read),
            Stickiness = fields.Mapping("stickiness", Stickiness.Read),
            Retries = fields.Mapping("retries", OriginRetries.Read),
            ConnectTimeoutMs = fields.Number("connect_timeout_ms", 5000, 1, 60_000),
            IdleTimeoutSeconds = fields.Number("idle_timeout_seconds", 100, 1, 86_400),
            MaxConnections = fields.Number("max_connections", 1, 65_535),
            ResolveSeconds = fields.Number("resolve_seconds", 30, 1, 86_400),
        };
        if (pool.Endpoints.Count is 0 or > MostEndpoints) fields.Fault("endpoints", $"It needs 1 to {MostEndpoints} endpoints.");
        if (pool.Endpoints.Count > 0 && pool.Endpoints.All(e => e.Weight == 0)) fields.Fault("endpoints", "All have the weight 0: nobody would get a request.");
        foreach (var twice in pool.Endpoints.GroupBy(e => (e.Host, e.Port)).Where(g => g.Count() > 1)) fields.Fault("endpoints", $"'{twice.Key.Host}' with port {twice.Key.Port} is there twice.");
        return pool;
    }
}
