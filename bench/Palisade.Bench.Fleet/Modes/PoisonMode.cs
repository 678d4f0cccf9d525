using Palisade.Bench.Fleet.Poison;
using Palisade.Bench.Fleet.Reporting;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>Poison of all kinds, one after the other, and none taken away again; then a gateway starts from a disk that has all of them.</summary>
internal static class PoisonMode
{
    public static async Task<Outcome> RunAsync(FleetPlan plan, string? only, Bounds bounds, Action<string> say, Action<Finding> show, CancellationToken stop)
    {
        await using var fleet = await RunningFleet.StartAsync(plan);
        await using var walk = new PoisonWalk(fleet, bounds);
        say($"{PoisonWalk.Others} tenants with traffic");
        await walk.BeginAsync();
        var findings = new List<Finding>();
        foreach (var dose in walk.Doses.Where(d => only is null || d.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            stop.ThrowIfCancellationRequested();
            findings.Add(await walk.GiveAsync(dose));
            show(findings[^1]);
        }

        if (only is null)
        {
            foreach (var finding in await new DamagedDisk(fleet, walk, bounds).GiveAsync())
            {
                findings.Add(finding);
                show(finding);
            }
        }

        var restart = await RestartAsync(fleet, walk, bounds);
        return new(
            [
                new("kinds of poison", findings.Count, ""), new("not contained", findings.Count(f => f.Faults.Count > 0), "", 0), new("failed requests of other tenants", walk.Load.Failed, "", 0),
                new("answered requests of other tenants", walk.Load.Answered, ""), new("start of a gateway with all of it on its disk", restart.TotalSeconds, "s", bounds.Done.TotalSeconds),
                .. fleet.Processes.Select(p => new Figure($"memory at the end: {p.Name}", p.Service.Usage.Memory >> 20, "MiB")),
            ],
            [.. walk.Load.Faults], findings);
    }

    private static async Task<TimeSpan> RestartAsync(RunningFleet fleet, PoisonWalk walk, Bounds bounds)
    {
        await walk.Load.LeaveAsync(fleet.PortOf(0));
        await fleet.Gateways[0].KillAsync();
        await fleet.StartGatewayAsync(0);
        walk.Load.Return(fleet.PortOf(0), 2);
        await Asking.Watcher.UntilAsync([fleet.PortOf(0)], "other-1.example", "0", bounds.Done);
        return fleet.Gateways[0].Age.Elapsed;
    }
}
