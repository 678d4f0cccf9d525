using System.Security.Cryptography;
using Palisade.Gateway.Record;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Following;

/// <summary>Tells the manager what was counted of requests, and whether the process before this one crashed: on every connection all of it, then what changed.</summary>
internal sealed class HealthReports(TenantTally? tally, RunningMark mark)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ulong _instance = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 1;

    /// <summary>Tells until it is stopped or a report does not arrive.</summary>
    public async Task RunAsync(ManagerLink link, CancellationToken stop)
    {
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        while (true)
        {
            TenantCount[] fresh = [.. (tally?.All ?? []).Where(c => told.GetValueOrDefault(c.Tenant) != c.Buckets.Sum()).Take(FollowRequest.MostTenants)];
            if (fresh.Length > 0 || told.Count is 0)
            {
                await link.HealthAsync(new(_instance, mark.Crashed, [.. fresh.Select(c => new TenantHealthReport(c.Tenant, (ulong)c.Failed, (ulong)c.Blocked, [.. c.Buckets.Select(b => (ulong)b)]))]), stop);
                told[""] = 0;
                foreach (var count in fresh) told[count.Tenant] = count.Buckets.Sum();
            }

            await Task.Delay(Every, stop);
        }
    }
}
