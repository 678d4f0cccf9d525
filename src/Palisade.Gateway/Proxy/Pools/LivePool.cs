using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Proxy.Pools.Balancing;
using Palisade.Protection.Tenants;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>An origin pool at work: its servers, what is known of them, and who comes next.</summary>
internal sealed class LivePool : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly PoolEndpoint[] _endpoints;
    private readonly Balancer _balancer;
    private readonly Tether? _tether;
    private readonly bool _watches;
    private readonly int _eligible;
    private readonly ForwarderRequestConfig _plain;
    private readonly ForwarderRequestConfig _stream;

    /// <param name="streamIdle">How long streams that rest by nature may rest.</param>
    public LivePool(ReadyPool ready, NameLookup lookup, TimeSpan streamIdle, TimeProvider clock)
    {
        (Ready, _clock) = (ready, clock);
        var spec = ready.Spec;
        _endpoints = [.. spec.Endpoints.Select(endpoint => Endpoint(ready, endpoint, lookup, clock))];
        _eligible = spec.Endpoints.Count(endpoint => endpoint.Weight > 0);
        _balancer = Balancer.Of(spec);
        _tether = spec.Stickiness is { } sticky ? new(sticky, ready.Key, spec.Endpoints) : null;
        _watches = spec is { PassiveHealth: not null } or { OutlierEjection: not null };
        var (version, policy) = OriginVersion.Of(spec);
        _plain = new() { ActivityTimeout = TimeSpan.FromSeconds(spec.IdleTimeoutSeconds), Version = version, VersionPolicy = policy };
        _stream = _plain with { ActivityTimeout = streamIdle };
    }

    /// <summary>What it was made of.</summary>
    public ReadyPool Ready { get; }

    /// <summary>Its servers, in the order written.</summary>
    public IReadOnlyList<PoolEndpoint> Endpoints => _endpoints;

    /// <summary>How long silence is suffered and which HTTP is spoken.</summary>
    /// <param name="resting">True for streams that rest by nature.</param>
    public ForwarderRequestConfig Config(bool resting) => resting ? _stream : _plain;

    /// <summary>The server that a request goes to: of those that are well; where none is, of the well ones in reserve; and where none of these is, of all.</summary>
    /// <param name="tried">Those that it went to already, and that it does not go to again; null for none.</param>
    /// <returns>Null when every one was tried.</returns>
    public PoolEndpoint? Choose(Exchange exchange, IReadOnlyList<PoolEndpoint>? tried)
    {
        Span<byte> room = stackalloc byte[_endpoints.Length];
        var now = _clock.GetTimestamp();
        for (var tier = Tier.Well; tier <= Tier.All; tier++)
        {
            var candidates = room[..Candidates(tier, tried, now, room)];
            if (candidates.IsEmpty) continue;

            var tied = _tether?.Find(exchange, _endpoints, candidates) ?? -1;
            return _endpoints[tied >= 0 ? tied : _balancer.Choose(_endpoints, candidates)];
        }

        return null;
    }

    /// <summary>How many more servers a request could go to.</summary>
    public int Left(int tried) => _eligible - tried;

    /// <summary>The cookie to set with an answer of <paramref name="endpoint"/>; null for none.</summary>
    public string? CookieFor(Exchange exchange, PoolEndpoint endpoint) => _tether?.CookieFor(exchange, Array.IndexOf(_endpoints, endpoint));

    /// <summary>Takes the outcome of a request.</summary>
    public void Tell(PoolEndpoint endpoint, bool failed)
    {
        if (_watches) endpoint.Health.Tell(failed, MayEject);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var endpoint in _endpoints) endpoint.Dispose();
    }

    private bool MayEject()
    {
        var now = _clock.GetTimestamp();
        var ejected = _endpoints.Count(endpoint => endpoint.Health.IsEjected(now));
        return (ejected + 1) * 100 <= Ready.Spec.OutlierEjection!.MaxEjectionPercent * _endpoints.Length;
    }

    private int Candidates(Tier tier, IReadOnlyList<PoolEndpoint>? tried, long now, Span<byte> into)
    {
        var count = 0;
        for (var i = 0; i < _endpoints.Length; i++)
        {
            var endpoint = _endpoints[i];
            if (endpoint.Spec.Weight == 0 || (tried is not null && tried.Contains(endpoint))) continue;
            if (tier is Tier.All || (endpoint.Spec.Backup == (tier is Tier.Reserve) && endpoint.IsWell(now))) into[count++] = (byte)i;
        }

        return count;
    }

    private static PoolEndpoint Endpoint(ReadyPool ready, OriginEndpoint spec, NameLookup lookup, TimeProvider clock)
    {
        var pool = ready.Spec;
        var addresses = new Addresses(spec.Host, lookup);
        var tls = pool.Tls is { } wanted ? new OriginTlsOptions(wanted, spec, ready.ClientCertificate) : null;
        return new(pool, spec, addresses, new(addresses, spec.Port, tls, TimeSpan.FromMilliseconds(pool.ConnectTimeoutMs), clock), new(pool, clock));
    }

    private enum Tier
    {
        Well,
        Reserve,
        All,
    }
}
