using Palisade.Bench.Fleet.Modes;
using Palisade.Bench.Fleet.Poison;
using Palisade.Bench.Fleet.Processes;
using Palisade.Bench.Fleet.Running;
using Palisade.EndToEnd.Tests.Processes;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>The short form of <c>bench/fleet poison</c> and <c>bench/fleet kills</c>.</summary>
public sealed class PoisonTests(ITestOutputHelper output)
{
    // What takes a processor for seconds is for the long form, and so is what is borne with nothing to say of it.
    private static readonly string[] Long = ["40,000 rules", "10 MB of rules", "200,000", "100,000 routes", "50,000 domains", "seven megabytes", "ten thousand exclusions", "the same id ten thousand", "20 MB"];

    [Fact]
    public async Task Poison_of_one_tenant_is_refused_or_told_or_its_own_and_99_others_notice_nothing()
    {
        await using var fleet = await RunningFleet.StartAsync(new(Places.Palisade, Gateways: 2, Postgres: false));
        await using var walk = new PoisonWalk(fleet, Bounds.Busy);
        await walk.BeginAsync();
        var faults = new List<string>();
        foreach (var dose in walk.Doses.Where(d => (d.Fate is not Fate.Borne || d.Answers is not null) && !Long.Any(l => d.Name.Contains(l, StringComparison.Ordinal))))
        {
            var finding = await walk.GiveAsync(dose);
            faults.AddRange(finding.Faults.Select(f => $"{finding.Name}: {f}"));
        }

        faults.AddRange((await new DamagedDisk(fleet, walk, Bounds.Busy).GiveAsync()).SelectMany(f => f.Faults.Select(fault => $"{f.Name}: {fault}")));
        output.WriteLine($"{walk.Load.Answered} requests of other tenants were answered meanwhile");
        Assert.Empty(faults);
        Assert.True(walk.Load.Answered > 0);
    }

    [Fact]
    public async Task Manager_and_database_are_killed_and_no_request_fails()
    {
        var outcome = await KillsMode.RunAsync(new(Places.Palisade, Gateways: 2, PostgresServer.Programs is not null), TimeSpan.FromSeconds(12), seed: 7, output.WriteLine, CancellationToken.None);
        foreach (var figure in outcome.Figures) output.WriteLine($"{figure.Name}: {figure.Value} {figure.Unit}");
        Assert.Empty(outcome.Faults);
        Assert.Equal(0, outcome.Figures.Single(f => f.Name == "failed requests").Value);
        Assert.True(outcome.Figures.Single(f => f.Name == "answered requests").Value > 0);
    }
}
