using System.Collections.Concurrent;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>A port that a site names and that is not open for it.</summary>
/// <param name="Field">Where it names it, as <c>spec.listeners[0].port</c>.</param>
/// <param name="Message">Why not, and what can be done.</param>
public readonly record struct PortFault(ObjectKey Site, string Field, string Message);

/// <summary>What is wrong with the ports that sites name, by tenant. It may change at any time: another program lets go of a port.</summary>
public sealed class PortFaults
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<PortFault>> _faults = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<Action<string>> _watchers = new();

    /// <summary>Tells <paramref name="watcher"/> from now on of each tenant whose faults are others than before. It should not take long.</summary>
    public void Watch(Action<string> watcher) => _watchers.Enqueue(watcher);

    /// <summary>The faults of a tenant's sites.</summary>
    public IReadOnlyList<PortFault> Of(string tenant) => _faults.GetValueOrDefault(tenant, []);

    /// <summary>Puts all there are in the place of those that there were.</summary>
    internal void Set(IReadOnlyList<PortFault> all)
    {
        var now = all.GroupBy(f => f.Site.Tenant, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<PortFault>)[.. g], StringComparer.Ordinal);
        foreach (var tenant in _faults.Keys.Union(now.Keys).ToList())
        {
            var (before, after) = (Of(tenant), now.GetValueOrDefault(tenant, []));
            if (before.SequenceEqual(after)) continue;
            if (after.Count == 0) _faults.TryRemove(tenant, out _);
            else _faults[tenant] = after;
            foreach (var watcher in _watchers) watcher(tenant);
        }
    }
}
