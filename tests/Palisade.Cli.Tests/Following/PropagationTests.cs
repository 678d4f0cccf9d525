using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Palisade.Cli.Tests.Following;

/// <summary>
/// How long a change takes from its commit until five gateways were handed it. Times are printed, since they are the machine's; that all converge is held.
/// <c>PALISADE_DELIVERY_CHANGES</c> is the number of changes, 30 where nothing is said.
/// </summary>
public sealed class PropagationTests(ITestOutputHelper output)
{
    private const int Sites = 1000;
    private const int Gateways = 5;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("PALISADE_DELIVERY_CHANGES") ?? "30", CultureInfo.InvariantCulture);

    private readonly List<(long Revision, long At)> _committed = [];
    private readonly List<ConcurrentQueue<(long Revision, long At)>> _handed = [];

    [Fact]
    public async Task Changes_reach_five_gateways_among_a_thousand_sites_also_when_the_manager_is_ended_meanwhile()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync([.. Enumerable.Range(0, Sites).Select(i => Fleet.Site($"s{i}", $"s{i}.example"))]);
        var start = Stopwatch.GetTimestamp();
        var gateways = new Follower[Gateways];
        for (var i = 0; i < Gateways; i++) gateways[i] = await fleet.GatewayAsync($"g{i}");
        await Fleet.UntilAsync(() => gateways.All(g => g.Count() is Sites), "the first delivery");
        output.WriteLine($"first delivery of {Sites} sites to {Gateways} gateways: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        foreach (var gateway in gateways)
        {
            var times = new ConcurrentQueue<(long, long)>();
            _handed.Add(times);
            gateway.Handed = change => times.Enqueue((change.Revision, Stopwatch.GetTimestamp()));
        }

        var spent = Environment.CpuUsage.TotalTime;
        await ChangeAsync(fleet, "first");
        await ConvergeAsync(gateways, "first");
        Print();
        output.WriteLine($"processor time of a change, for the store, the manager and {Gateways} gateways: {(Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / Changes:0} ms");

        var changing = ChangeAsync(fleet, "second");
        await Task.Delay(Between * Changes / 4);
        await fleet.Side.DisposeAsync();
        await Task.Delay(Between * Changes / 4);
        await fleet.StartSideAsync();
        start = Stopwatch.GetTimestamp();
        await changing;
        await ConvergeAsync(gateways, "second");
        output.WriteLine($"manager away for {(Between * Changes / 4).TotalSeconds:0.0} s under changes; all converged {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s after it was back, of which {(Between * Changes / 2).TotalSeconds:0.0} s were more changes");
        Assert.All(gateways, g => Assert.Single(g.Changes, c => c.IsWhole));
    }

    [Fact]
    public async Task A_first_delivery_is_fast()
    {
        var sites = int.Parse(Environment.GetEnvironmentVariable("PALISADE_DELIVERY_SITES") ?? "1000", CultureInfo.InvariantCulture);
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync([.. Enumerable.Range(0, sites).Select(i => Fleet.Site($"s{i}", $"s{i}.example"))]);
        await using (var warm = await fleet.GatewayAsync("warm")) await Fleet.UntilAsync(() => warm.Count() == sites, "the first gateway", 300);
        var start = Stopwatch.GetTimestamp();
        await using (var gateway = await fleet.GatewayAsync())
        {
            await Fleet.UntilAsync(() => gateway.Count() == sites, "the first delivery", 300);
            output.WriteLine($"first delivery of {sites} sites, enrolment and all: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        }

        await fleet.StopManagerAsync();
        start = Stopwatch.GetTimestamp();
        var again = await fleet.GatewayAsync();
        Assert.Equal(sites, again.Count());
        output.WriteLine($"start from the disk, without a manager: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
    }

    private async Task ChangeAsync(Fleet fleet, string word)
    {
        for (var i = 0; i < Changes; i++)
        {
            var turn = Task.Delay(Between);
            var revision = await fleet.PutAsync(Fleet.Site($"s{i % Sites}", $"{word}{i}.example"));
            _committed.Add((revision, Stopwatch.GetTimestamp()));
            await turn;
        }
    }

    private static Task ConvergeAsync(Follower[] gateways, string word) =>
        Fleet.UntilAsync(() => gateways.All(g => g.DomainOf($"s{(Changes - 1) % Sites}") == $"{word}{Changes - 1}.example"), "the last change");

    // A snapshot brings every change up to its revision; a change has arrived when the last gateway has it.
    private void Print()
    {
        double[] last = [.. _committed.Select(c => _handed.Max(g => Stopwatch.GetElapsedTime(c.At, g.First(h => h.Revision >= c.Revision).At).TotalMilliseconds)).Order()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"commit to handed over on all {Gateways}, {last.Length} changes: p50 {At(last, 0.5):0} ms, p99 {At(last, 0.99):0} ms, most {last[^1]:0} ms"));
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
