using Palisade.Api.Rollouts;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Delivery;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Rollouts;

/// <summary>What gateways say of the tenants that a rollout has reached.</summary>
internal sealed class StageWatch(Gateways? gateways, Publisher? publisher)
{
    private static readonly TimeSpan Lost = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTimeOffset Stage, Dictionary<string, HealthCount> Counted, long Crashes)> _last = new(StringComparer.Ordinal);

    /// <summary>The stage's counts, with what came since the last look. After a restart they go on from what was kept.</summary>
    public RolloutHealth Take(Rollout rollout, IReadOnlyList<string> tenants, DateTimeOffset now)
    {
        if (gateways is null) return rollout.Health;
        var crashes = gateways.Health.Crashes;
        var isNew = !_last.TryGetValue(rollout.Plan.Name, out var last) || last.Stage != rollout.StageBegan;
        if (isNew) _last[rollout.Plan.Name] = last = (rollout.StageBegan, new(StringComparer.Ordinal), crashes);
        var sum = rollout.Health;
        foreach (var tenant in tenants)
        {
            var count = gateways.Health.Of(tenant);
            // Before it is looked at for the first time, it says nothing of this stage.
            var before = last.Counted.TryGetValue(tenant, out var known) ? known : count;
            last.Counted[tenant] = count;
            sum = Add(sum, count, before);
        }

        var lost = gateways.All.Count(g => !g.Connected && g.Seen > rollout.StageBegan && now - g.Seen > Lost);
        // Who went away and is back is no longer lost; crashes only add up.
        var crashed = gateways.Health.Crashes - last.Crashes;
        _last[rollout.Plan.Name] = last with { Crashes = crashes };
        return sum with { Crashes = Math.Max(sum.Crashes + crashed, lost) };
    }

    /// <summary>That a gateway refuses what was rolled out; null when none does.</summary>
    public string? Refusal(LocalKey platform, IReadOnlyDictionary<string, long> reached)
    {
        var name = PlatformObjects.KeyOf(platform).Name;
        foreach (var gateway in gateways?.All ?? [])
        {
            foreach (var report in gateway.Tenants.Values.Where(t => reached.TryGetValue(t.Tenant, out var since) && t.Position.Revision >= (ulong)since))
            {
                if (report.Refused.FirstOrDefault(r => r.Kind is ObjectKinds.PlatformObject && r.Name == name) is { } refused) return $"Gateway {gateway.Identity.Id} refuses it for tenant {report.Tenant}: {refused.Message}";
            }
        }

        return null;
    }

    /// <summary>That some gateway that is connected does not serve it yet; null when all do.</summary>
    /// <param name="reached">The tenants, each with its revision that brought it.</param>
    public string? NotArrived(IReadOnlyDictionary<string, long> reached)
    {
        if (publisher is not null && reached.FirstOrDefault(r => publisher.PreparedOf(r.Key) < r.Value).Key is { } unprepared) return $"no snapshot of tenant {unprepared} has it yet";
        foreach (var gateway in gateways?.All.Where(g => g.Connected) ?? [])
        {
            if (gateway.Tenants.Values.FirstOrDefault(t => reached.TryGetValue(t.Tenant, out var since) && IsBehind(t, gateway.Identity.Group, since)) is { } behind) return $"gateway {gateway.Identity.Id} does not serve it for tenant {behind.Tenant} yet";
        }

        return null;
    }

    // A tenant that does not name what it was given has no other snapshot by it.
    private bool IsBehind(ReportedTenant report, string group, long since) =>
        report.Position.Revision < (ulong)since && (publisher?.PositionOf(report.Tenant, group) is not { } newest || report.Position < newest);

    private static RolloutHealth Add(RolloutHealth sum, HealthCount now, HealthCount before) => sum with
    {
        Requests = sum.Requests + now.Requests - before.Requests,
        Errors = sum.Errors + now.Errors - before.Errors,
        Blocked = sum.Blocked + now.Blocked - before.Blocked,
        Buckets = [.. Enumerable.Range(0, now.Buckets.Count).Select(i => sum.Buckets.ElementAtOrDefault(i) + now.Buckets[i] - before.Buckets.ElementAtOrDefault(i))],
    };
}
