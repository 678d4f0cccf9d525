using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;

namespace Palisade.Manager.Delivery;

/// <summary>What all gateways counted of a tenant since this manager started.</summary>
internal readonly record struct HealthCount(long Requests, long Errors, long Blocked, IReadOnlyList<long> Buckets);

/// <summary>What gateways counted, added up by tenant, and how often one came back after a crash. A gateway that is heard for the first time says where it begins, and nothing more.</summary>
internal sealed class TenantHealth
{
    private const int MostGateways = Gateways.Most;

    private readonly Lock _changing = new();
    private readonly Dictionary<string, (ulong Instance, Dictionary<string, TenantHealthReport> Last)> _gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Errors, long Blocked, long[] Buckets)> _tenants = new(StringComparer.Ordinal);
    private long _crashes;

    /// <summary>Upper bounds of the buckets, in seconds, as gateways count; a last one is above all.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Gateways that came back after a crash, since this manager started.</summary>
    public long Crashes => Interlocked.Read(ref _crashes);

    /// <summary>What was counted of a tenant.</summary>
    public HealthCount Of(string tenant)
    {
        lock (_changing) return _tenants.TryGetValue(tenant, out var sum) ? new(sum.Buckets.Sum(), sum.Errors, sum.Blocked, [.. sum.Buckets]) : new(0, 0, 0, new long[Bounds.Count + 1]);
    }

    /// <summary>Takes a report. What it says of tenants that are not the gateway's is left out.</summary>
    public void Take(Identity identity, HealthReport report)
    {
        lock (_changing)
        {
            var id = identity.ToString();
            if (_gateways.Count >= MostGateways && !_gateways.ContainsKey(id)) _gateways.Clear();
            var isKnown = _gateways.TryGetValue(id, out var known);
            if (isKnown && known.Instance != report.Instance && report.Crashed) Interlocked.Increment(ref _crashes);
            var last = isKnown && known.Instance == report.Instance ? known.Last : new(StringComparer.Ordinal);
            _gateways[id] = (report.Instance, last);
            foreach (var tenant in report.Tenants.Where(t => identity.Serves(t.Tenant) && t.Buckets.Count == Bounds.Count + 1))
            {
                if (isKnown) Add(tenant, last.GetValueOrDefault(tenant.Tenant));
                last[tenant.Tenant] = tenant;
            }
        }
    }

    private void Add(TenantHealthReport now, TenantHealthReport? before)
    {
        if (!_tenants.TryGetValue(now.Tenant, out var sum)) sum = (0, 0, new long[Bounds.Count + 1]);
        for (var i = 0; i < sum.Buckets.Length; i++) sum.Buckets[i] += More(now.Buckets[i], before?.Buckets[i]);
        _tenants[now.Tenant] = (sum.Errors + More(now.Errors, before?.Errors), sum.Blocked + More(now.Blocked, before?.Blocked), sum.Buckets);
    }

    // Counts only grow, and not beyond belief: who says something else says nothing.
    private static long More(ulong now, ulong? before) => now >= (before ?? 0) && now - (before ?? 0) <= uint.MaxValue ? (long)(now - (before ?? 0)) : 0;
}
