using System.Diagnostics;
using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Processes;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>Manager, database and now and then a gateway are killed at random under load and changes. Traffic must not notice, and in the end all gateways are one.</summary>
internal sealed class KillsMode(RunningFleet fleet, Random random, Action<string> say)
{
    private const int Tenants = 10;
    private const int Clients = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, int> _sites = [];
    private int _kills;
    private int _restarts;
    private int _taken;
    private int _refused;

    /// <summary>Runs it.</summary>
    public static async Task<Outcome> RunAsync(FleetPlan plan, TimeSpan time, int seed, Action<string> say, CancellationToken stop)
    {
        await using var fleet = await RunningFleet.StartAsync(plan);
        return await new KillsMode(fleet, new(seed), say).RunAsync(time, stop);
    }

    /// <summary>Runs it upon a fleet.</summary>
    public async Task<Outcome> RunAsync(TimeSpan time, CancellationToken stop)
    {
        for (var i = 0; i < Tenants; i++)
        {
            await fleet.Api.MakeTenantAsync($"team-{i}");
            await fleet.Api.ApplyAsync($"team-{i}", SiteText.Join([SiteText.Pool(fleet.Origin.Port), SiteText.Site("shop", $"team-{i}.example", 0)]));
            _sites[$"team-{i}.example"] = 0;
        }

        await Converging.UntilAsync(fleet, _sites, Patience);
        await using var load = new Load([.. Enumerable.Range(0, fleet.Gateways.Length).Select(fleet.PortOf)], [.. _sites.Keys], Clients, TimeSpan.FromMilliseconds(10));
        say($"killing for {time.TotalSeconds:0} s");
        var watch = Stopwatch.StartNew();
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            var changes = ChangeAsync(ending.Token);
            while (watch.Elapsed < time && !stop.IsCancellationRequested) await KillAsync(load, stop);
            await ending.CancelAsync();
            await changes;
        }

        // The last word of each, now that all live.
        foreach (var host in _sites.Keys.ToList()) await ApplyAsync(host, _sites[host] + 1);
        var (took, faults) = await Converging.UntilAsync(fleet, _sites, Patience);
        return new(
            [
                new("kills of manager and database", _kills, ""), new("restarts of gateways", _restarts, ""), new("changes taken", _taken, ""), new("changes that nobody took", _refused, ""),
                new("answered requests", load.Answered, ""), new("failed requests", load.Failed, "", 0), new("until all gateways were one", took.TotalSeconds, "s", 30),
            ],
            [.. faults, .. load.Faults], []);
    }

    private async Task KillAsync(Load load, CancellationToken stop)
    {
        await Task.Delay(random.Next(200, 3000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        switch (random.Next(fleet.Database is null ? 5 : 8))
        {
            case 0: await RestartAsync(random.Next(fleet.Gateways.Length), load); break;
            case < 5: await KillManagerAsync(null); break;
            case < 7: await KillDatabaseAsync(); break;
            default: await KillManagerAsync(fleet.Database); break;
        }
    }

    private async Task KillManagerAsync(PostgresServer? with)
    {
        _kills++;
        await fleet.Manager.KillAsync();
        if (with is not null) await with.Process.KillAsync();
        await Task.Delay(random.Next(0, 3000));
        if (with is not null) await with.StartAgainAsync();
        await fleet.StartManagerAsync();
    }

    private async Task KillDatabaseAsync()
    {
        _kills++;
        await fleet.Database!.Process.KillAsync();
        await Task.Delay(random.Next(0, 2000));
        await fleet.Database.StartAgainAsync();
    }

    private async Task RestartAsync(int gateway, Load load)
    {
        _restarts++;
        await load.LeaveAsync(fleet.PortOf(gateway));
        await fleet.Gateways[gateway].KillAsync();
        await fleet.StartGatewayAsync(gateway);
        load.Return(fleet.PortOf(gateway), Clients);
    }

    private async Task ChangeAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var host = $"team-{i % Tenants}.example";
            await ApplyAsync(host, _sites[host] + 1);
            await Task.Delay(200, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One that nobody answered may have been taken: the next one is about another number anyway.
    private async Task ApplyAsync(string host, int number)
    {
        try
        {
            _sites[host] = number;
            await fleet.Api.ApplyAsync(host.Split('.')[0], SiteText.Site("shop", host, number));
            _taken++;
        }
        catch (Exception fault) when (fault is HttpRequestException or FleetException or OperationCanceledException)
        {
            _refused++;
        }
    }
}
