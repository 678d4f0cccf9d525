using System.Diagnostics;
using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Reporting;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>More and more sites: what each costs.</summary>
internal static class ManyMode
{
    private const int Changes = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs it.</summary>
    public static async Task<Outcome> RunAsync(FleetPlan plan, SiteRules rules, IReadOnlyList<int> sizes, Action<string> say, CancellationToken stop)
    {
        await using var fleet = await RunningFleet.StartAsync(plan);
        int[] ports = [.. Enumerable.Range(0, plan.Gateways).Select(fleet.PortOf)];
        var population = new Population(fleet, rules);
        await population.BeginAsync();
        var (figures, before, number) = (new List<Figure>(), 0, 0);
        foreach (var size in sizes)
        {
            var watch = Stopwatch.StartNew();
            await population.GrowAsync(size);
            foreach (var site in Enumerable.Range(before, size - before)) await Watcher.UntilAsync(ports, Population.HostOf(site), "0", Patience);
            figures.Add(new($"{size} sites: until the {size - before} new ones were live", watch.Elapsed.TotalSeconds, "s"));
            say($"{size} sites are live after {watch.Elapsed.TotalSeconds:0.0} s");
            stop.ThrowIfCancellationRequested();

            var work = fleet.Processes.Sum(p => p.Service.Usage.ProcessorTime.TotalSeconds);
            watch.Restart();
            for (var i = 0; i < Changes; i++)
            {
                var site = i * 7919 % size;
                await population.ChangeAsync(site, ++number);
                await Watcher.UntilAsync(ports, Population.HostOf(site), $"{number}", Patience);
            }

            figures.Add(new($"{size} sites: one change, until it was live everywhere", watch.Elapsed.TotalSeconds / Changes, "s"));
            figures.Add(new($"{size} sites: one change, processor time of all processes", (fleet.Processes.Sum(p => p.Service.Usage.ProcessorTime.TotalSeconds) - work) / Changes, "s"));
            figures.AddRange(fleet.Processes.Take(2).Select(p => new Figure($"{size} sites: memory, {p.Name}", p.Service.Usage.Memory >> 20, "MiB")));
            await fleet.Gateways[0].KillAsync();
            figures.Add(new($"{size} sites: start of a gateway from its disk", (await fleet.StartGatewayAsync(0)).TotalSeconds, "s"));
            before = size;
        }

        return new(figures, [], []);
    }
}
