using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>
/// The sites that are served, of all tenants. What a tenant has is published as a whole and swapped in once; a request reads the table once and
/// keeps what it read.
/// </summary>
/// <remarks>A publish costs the sites of its tenant and one copy of the table of domains: half a millisecond where there are 10,000 (docs/sites.md).</remarks>
public sealed class LiveSites
{
    private readonly Lock _publishing = new();
    private readonly Dictionary<string, IReadOnlyList<ReadySite>> _tenants = new(StringComparer.Ordinal);
    private readonly List<SiteChange> _watchers = [];
    private SiteTable _table = SiteTable.Empty;

    /// <summary>What is wrong with the ports that sites name. Nothing before a gateway opens them.</summary>
    public PortFaults PortFaults { get; } = new();

    /// <summary>What a request that starts now is for.</summary>
    internal SiteTable Table => Volatile.Read(ref _table);

    /// <summary>Serves the sites of a tenant in the place of those it had, from the next request on.</summary>
    /// <returns>The domains that its sites do not get because others have them: first come, first served.</returns>
    public IReadOnlyList<RefusedDomain> Publish(ReadyTenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (tenant.Sites.FirstOrDefault(site => site.Key.Tenant != tenant.Name) is { } foreign) throw new ArgumentException($"{foreign.Key} is not a site of tenant '{tenant.Name}'.", nameof(tenant));
        lock (_publishing) return Swap(tenant.Name, tenant.Sites);
    }

    /// <summary>Serves nothing of a tenant any more. Requests under way go on.</summary>
    public void Remove(string tenant)
    {
        lock (_publishing) Swap(tenant, []);
    }

    /// <summary>Is told of the sites there are, and from then on of every change, before the publish returns.</summary>
    /// <returns>Ends it.</returns>
    internal IDisposable Watch(SiteChange watcher)
    {
        lock (_publishing)
        {
            foreach (var sites in _tenants.Values) watcher([], sites);
            _watchers.Add(watcher);
        }

        return new Watched(this, watcher);
    }

    /// <summary>Where a site is served: null for everywhere, empty for nowhere at this gateway.</summary>
    internal IReadOnlyList<SitePlace>? PlacesOf(ReadySite site) =>
        site.Delivery.Listeners.Count == 0 ? null : [.. site.Delivery.Listeners.Select(SitePlace.Of).OfType<SitePlace>()];

    private List<RefusedDomain> Swap(string tenant, IReadOnlyList<ReadySite> sites)
    {
        var refused = new List<RefusedDomain>();
        var before = _tenants.GetValueOrDefault(tenant, []);
        Volatile.Write(ref _table, _table.With(tenant, before, sites, refused));
        if (sites.Count == 0) _tenants.Remove(tenant);
        else _tenants[tenant] = sites;
        foreach (var watcher in _watchers) watcher(before, sites);
        return refused;
    }

    private sealed class Watched(LiveSites sites, SiteChange watcher) : IDisposable
    {
        public void Dispose()
        {
            lock (sites._publishing) sites._watchers.Remove(watcher);
        }
    }
}

/// <summary>Is told that a tenant has other sites now.</summary>
internal delegate void SiteChange(IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after);
