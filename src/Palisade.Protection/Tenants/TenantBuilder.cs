using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Tenants;

/// <summary>
/// Makes one tenant's objects ready to serve, change by change: only sites that a change touches are made anew. A site with faults stays as its last
/// good one was, and the others do not wait for it. For one thread at a time.
/// </summary>
internal sealed class TenantBuilder
{
    private readonly string _tenant;
    private readonly TenantObjects _objects = new();
    private readonly TenantParts _parts;
    private readonly TenantPlatform _platform;
    private readonly SiteBuilder _builder;
    private readonly SortedDictionary<LocalKey, ReadySite> _sites = new(LocalKey.Order);
    private readonly SortedDictionary<LocalKey, IReadOnlyList<RefusedObject>> _refused = new(LocalKey.Order);
    private IReadOnlyList<RefusedObject> _unreadable = [];
    private long _revision;

    public TenantBuilder(string tenant, RuleLibrary rules, ObjectChecks checks, KeyOpener open, Geography geography, TimeProvider clock)
    {
        _tenant = tenant;
        _parts = new(_objects, checks, open);
        _platform = new(_objects, _parts, rules);
        _builder = new(_objects, _parts, _platform, rules, geography, clock);
    }

    /// <summary>What is served of the tenant.</summary>
    public ReadyTenant Current { get; private set; } = new("", 0, [], []);

    /// <summary>Takes in what changed in the tenant.</summary>
    public void Apply(TenantChange change)
    {
        _revision = change.Revision;
        _unreadable = change.Unreadable;
        var touched = _objects.Apply(change);
        _parts.Forget(touched);
        if (_platform.Apply(touched) || touched.Any(k => k.Kind == ObjectKinds.Gateway)) touched.UnionWith(_objects.Sites);
        Make(touched);
    }

    private void Make(IEnumerable<LocalKey> touched)
    {
        // Each by itself: a gateway that starts makes thousands, with all the processors it has. Most changes are of one.
        LocalKey[] sites = [.. touched.Where(k => k.Kind == KindNames.Site)];
        var made = sites.Length > 1 ? [.. sites.AsParallel().AsOrdered().Select(BuildIfThere)] : Array.ConvertAll(sites, BuildIfThere);
        foreach (var (key, (site, faults)) in sites.Zip(made)) Keep(key, site, faults);
        Current = new(_tenant, _revision, [.. _sites.Values], [.. _platform.Refused, .. _unreadable, .. _refused.Values.SelectMany(r => r)]);
    }

    private void Keep(LocalKey key, ReadySite? site, IReadOnlyList<RefusedObject> faults)
    {
        _refused.Remove(key);
        if (site is not null) Serve(key, site, faults);
        else if (_objects.Find(key) is null) _sites.Remove(key);
        else _refused[key] = [.. faults.Select(f => f with { Kept = _sites.ContainsKey(key) }), .. faults.Any(f => f.Key == key) ? [] : (RefusedObject[])[Waits(key, faults)]];
    }

    private void Serve(LocalKey key, ReadySite site, IReadOnlyList<RefusedObject> faults)
    {
        _sites[key] = _sites.TryGetValue(key, out var before) ? site with { Habits = before.Habits } : site;
        if (faults.Count > 0) _refused[key] = faults;
    }

    private RefusedObject Waits(LocalKey key, IReadOnlyList<RefusedObject> faults) => new(key, new("", $"It needs {faults[0].Key}, which has faults."), _sites.ContainsKey(key));

    private (ReadySite? Site, IReadOnlyList<RefusedObject> Faults) BuildIfThere(LocalKey key) => _objects.Find(key) is null ? (null, []) : Build(key);

    private (ReadySite? Site, IReadOnlyList<RefusedObject> Faults) Build(LocalKey key)
    {
        try
        {
            return _builder.Build(key, _revision);
        }
#pragma warning disable CA1031 // Whatever a configuration makes us do wrong concerns the site it is of, and no other.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return (null, [new(key, new("", $"A fault of Palisade's own while it was made ready: {fault.GetType().Name}: {fault.Message}"), Kept: false)]);
        }
    }
}
