using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Palisade.Configuration.Objects.Naming;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Record;

/// <summary>Requests by site. A gateway may serve tens of thousands; the first thousand that are asked for have a series of their own, the others share one.</summary>
internal sealed class SiteCounter(Meter meter)
{
    private const int Most = 1000;

    private readonly Counter<long> _requests = meter.CreateCounter<long>("palisade.site.requests", "{request}", "Requests by site and by what became of them; beyond a thousand sites, '(others)'.");
    private readonly ConcurrentDictionary<ObjectKey, bool> _known = new();
    private int _count;

    /// <summary>Counts a request that is over.</summary>
    /// <param name="action">What became of it.</param>
    public void Over(Exchange exchange, KeyValuePair<string, object?> action)
    {
        if (!_requests.Enabled) return;

        var (tenant, site) = exchange.Served is not { } served || IsKnown(served.Key) ? (SiteWords.Tenant(exchange) ?? "", SiteWords.Name(exchange)) : ("(others)", "(others)");
        _requests.Add(1, action, new("tenant", tenant), new("site", site));
    }

    // Two that come at once may make it a few more; that does not matter.
    private bool IsKnown(ObjectKey site) => _known.ContainsKey(site) || (Volatile.Read(ref _count) < Most && Add(site));

    private bool Add(ObjectKey site)
    {
        if (_known.TryAdd(site, true)) Interlocked.Increment(ref _count);
        return true;
    }
}
