using System.Collections.Concurrent;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>The gateways that were heard of since the start, each with what it said last. Bounded: those that were not heard of for longest are forgotten.</summary>
public sealed class Gateways(TimeProvider clock)
{
    /// <summary>Most gateways that are remembered.</summary>
    public const int Most = 20_000;

    private readonly ConcurrentDictionary<string, State> _all = new(StringComparer.Ordinal);

    /// <summary>How they fare.</summary>
    internal TenantHealth Health { get; } = new();

    /// <summary>All of them, by identity.</summary>
    public IReadOnlyList<KnownGateway> All => [.. _all.Values.Select(s => s.Read()).OrderBy(g => g.Identity.ToString(), StringComparer.Ordinal)];

    /// <summary>What gateways say of one tenant, for who may see this tenant only.</summary>
    public IEnumerable<(KnownGateway Gateway, ReportedTenant Report)> Of(string tenant) =>
        All.Where(g => g.Tenants.ContainsKey(tenant)).Select(g => (g, g.Tenants[tenant]));

    /// <summary>A gateway's connection begins; disposing ends it.</summary>
    internal IDisposable Connect(Identity identity)
    {
        var state = StateOf(identity);
        state.Count(1, clock.GetUtcNow());
        return new Connection(state, clock);
    }

    /// <summary>Takes a report. What it says of tenants that are not the gateway's is left out.</summary>
    /// <returns>The tenants of which another snapshot is in force than before, with the position before.</returns>
    internal IReadOnlyList<(ReportedTenant Now, SnapshotPosition Before)> Take(Identity identity, GatewayReport report) =>
        StateOf(identity).Take(report.Version, report.Tenants.Where(t => identity.Serves(t.Tenant)), clock.GetUtcNow());

    private State StateOf(Identity identity)
    {
        if (_all.Count > Most && _all.Values.Where(s => !s.Read().Connected).MinBy(s => s.Read().Seen) is { } oldest) _all.TryRemove(oldest.Read().Identity.ToString(), out _);
        return _all.GetOrAdd(identity.ToString(), _ => new(identity));
    }

    private sealed class Connection(State state, TimeProvider clock) : IDisposable
    {
        public void Dispose() => state.Count(-1, clock.GetUtcNow());
    }

    private sealed class State(Identity identity)
    {
        private readonly Lock _changing = new();
        private readonly Dictionary<string, ReportedTenant> _tenants = new(StringComparer.Ordinal);
        private int _connections;
        private DateTimeOffset _seen;
        private string _version = "";

        public KnownGateway Read()
        {
            lock (_changing) return new(identity, _connections > 0, _seen, _version, new Dictionary<string, ReportedTenant>(_tenants, StringComparer.Ordinal));
        }

        public void Count(int change, DateTimeOffset now)
        {
            lock (_changing) (_connections, _seen) = (_connections + change, now);
        }

        public List<(ReportedTenant, SnapshotPosition)> Take(string version, IEnumerable<ReportedTenant> tenants, DateTimeOffset now)
        {
            List<(ReportedTenant, SnapshotPosition)> moved = [];
            lock (_changing)
            {
                (_version, _seen) = (version, now);
                foreach (var tenant in tenants)
                {
                    if (_tenants.GetValueOrDefault(tenant.Tenant) is { } before && before.Position != tenant.Position) moved.Add((tenant, before.Position));
                    _tenants[tenant.Tenant] = tenant;
                }
            }

            return moved;
        }
    }
}
