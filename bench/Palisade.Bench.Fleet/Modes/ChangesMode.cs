using System.Diagnostics;
using System.Globalization;
using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Reporting;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>Changes at a steady rate under load, and a cold start.</summary>
internal static class ChangesMode
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Changes before the timed ones, by gateway: processes that just began still compile themselves, the longer the more of them share a machine; a fleet runs for months.
    private const int Warming = 320;

    /// <summary>Runs it.</summary>
    public static async Task<Outcome> RunAsync(FleetPlan plan, SiteRules rules, int sites, int changes, double rate, Action<string> say, CancellationToken stop)
    {
        await using var fleet = await RunningFleet.StartAsync(plan);
        int[] ports = [.. Enumerable.Range(0, plan.Gateways).Select(fleet.PortOf)];
        var population = new Population(fleet, rules);
        var first = Stopwatch.StartNew();
        await population.BeginAsync();
        await population.GrowAsync(sites);
        foreach (var site in Enumerable.Range(0, sites)) await Watcher.UntilAsync(ports, Population.HostOf(site), "0", Patience);
        var allLive = first.Elapsed.TotalSeconds;
        say($"{sites} sites are live after {allLive:0.0} s; changes begin");

        using var watcher = new Watcher(ports);
        await using var load = new Load(ports, [.. Enumerable.Range(0, sites).Select(Population.HostOf)], clients: 2, TimeSpan.FromMilliseconds(20));
        var before = Warming * plan.Gateways;
        await ChangeAsync(population, watcher, sites, Enumerable.Range(0, before), rate, stop);
        say($"warm; {changes} changes are timed");
        var used = new Used(fleet);
        var (taken, live) = await ChangeAsync(population, watcher, sites, Enumerable.Range(before, changes), rate, stop);
        var cost = used.Each(live.Count);
        var memory = fleet.Processes.Select(p => new Figure($"memory: {p.Name}", p.Service.Usage.Memory >> 20, "MiB")).ToList();
        say("a gateway starts from its disk");
        await Task.WhenAll(ports.Select(load.LeaveAsync));
        await fleet.Gateways[0].KillAsync();
        var cold = await fleet.StartGatewayAsync(0);
        var worked = fleet.Gateways[0].Usage.ProcessorTime;
        return new(
            [
                new("sites", sites, ""), new("until all were live everywhere, written one tenant after the other", allLive, "s"), new("changes", live.Count, ""),
                new("until a change was saved, p50", At(taken, 0.5), "s"), new("until it was live on all gateways, p50", At(live, 0.5), "s", 0.5), new("until it was live on all gateways, p99", At(live, 0.99), "s", 1.5),
                new("answered requests", load.Answered, ""), new("failed requests", load.Failed, "", 0), new("cold start of a gateway from its disk", cold.TotalSeconds, "s", 5), new("processor time of that start", worked.TotalSeconds, "s"), .. cost, .. memory,
            ],
            [.. load.Faults], []);
    }

    // Each is timed from when it is sent; the next does not wait for it.
    private static async Task<(List<double> Taken, List<double> Live)> ChangeAsync(Population population, Watcher watcher, int sites, IEnumerable<int> changes, double rate, CancellationToken stop)
    {
        var (taken, live, running, watch) = (new List<double>(), new List<double>(), new List<Task>(), Stopwatch.StartNew());
        foreach (var i in changes)
        {
            var due = TimeSpan.FromSeconds(running.Count / rate) - watch.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due, stop);
            running.Add(OneAsync(i * 7919 % sites, i + 1));
        }

        await Task.WhenAll(running);
        return (taken, live);

        async Task OneAsync(int site, int number)
        {
            var one = Stopwatch.StartNew();
            await population.ChangeAsync(site, number);
            lock (taken) taken.Add(one.Elapsed.TotalSeconds);
            await watcher.UntilAsync(Population.HostOf(site), number.ToString(CultureInfo.InvariantCulture), Patience);
            lock (live) live.Add(one.Elapsed.TotalSeconds);
        }
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));
}
