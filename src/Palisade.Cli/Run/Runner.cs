using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Palisade.Cli.EventLog;
using Palisade.Cli.Managing;
using Palisade.Cli.Serving;
using Palisade.Cli.Terminal;
using Palisade.DemoShop;
using Palisade.Events.Filters;
using Palisade.Events.Log;
using Palisade.Gateway;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Record;
using Palisade.Storage;

namespace Palisade.Cli.Run;

/// <summary>Starts everything, waits until asked to stop, and stops everything. What cannot start leaves nothing behind.</summary>
internal sealed class Runner(RunPlan plan, Screen screen, TimeProvider clock)
{
    /// <summary>The usual port of the demo shop; another one is taken when it is in use.</summary>
    private const int ShopPort = 8081;

    /// <summary>Runs to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var rules = new LiveRules(plan.Rules, screen, clock);
        using var policies = new LivePolicies(plan.Policies, screen, clock);
        using var signals = new Signals(() => _ = Task.WhenAll(rules.ReloadAsync(), policies.ReloadAsync()));
        if (!rules.Start() || !policies.Start(rules.Protection)) return ExitCode.Configuration;
        try
        {
            await using var shop = plan.IsDemo ? await OpenShopAsync(signals.Stop) : null;
            await ServeAsync(rules, policies, shop, signals);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or StoreException)
        {
            screen.Fail(e.Message);
            return ExitCode.OfStart(e);
        }
    }

    private async Task ServeAsync(LiveRules rules, LivePolicies policies, Shop? shop, Signals signals)
    {
        var config = shop is null ? plan.Config : plan.Config with { Origin = new() { Url = shop.Address.ToString() } };
        using var loggers = StandardErrorLog.Factory(screen);
        await using var records = new RecordFiles(config, screen, clock);
        var sites = CommandLineSite.Alone(config, rules.Protection);
        var tally = new TenantTally();
        var parts = new GatewayParts { Tally = tally, Sites = sites, Events = records.Events, Access = records.Access, Clock = clock, Loggers = loggers };
        await using (var gateway = await GatewayHost.StartAsync(config, parts, signals.Stop))
        {
            var opening = new Opening(config, gateway, rules.Protection.Current.Rules.Count, screen);
            if (shop is null) opening.Tell();
            else await opening.GuideAsync(shop.Address, signals.Stop);
            await using var managed = await ManageAsync(sites, tally, loggers, signals.Stop);
            Task[] beside = [rules.WatchAsync(signals.Stop), policies.WatchAsync(signals.Stop), ShowEventsAsync(config.Events, signals.Stop)];
            await signals.WaitAsync();
            screen.Note("stopping; requests under way may end");
            await Task.WhenAll(beside);
        }

        screen.Note("stopped");
    }

    // After the gateway: traffic waits for no manager.
    private async Task<ManagedSites?> ManageAsync(LiveSites sites, TenantTally tally, ILoggerFactory loggers, CancellationToken stop)
    {
        if (plan.Manager is null) return null;
        try
        {
            var managed = await ManagedSites.StartAsync(plan.Manager, sites, plan.Policies, tally, clock, loggers, stop);
            ManagerCommand.Tell(managed.Manager, screen);
            return managed;
        }
        catch (Exception fault) when (!plan.ManagerIsWanted && fault is IOException or StoreException or UnauthorizedAccessException or SocketException)
        {
            screen.Note($"the manager does not run: {fault.Message}; the gateway protects without it (--manager-listen HOST:PORT for another place, off for none)");
            return null;
        }
    }

    // To a person, in front of the demo or at a terminal; a service's output is for its log.
    private async Task ShowEventsAsync(string? file, CancellationToken stop)
    {
        if (file is null || !(plan.IsDemo || screen.IsTerminal)) return;
        try
        {
            await foreach (var what in new EventFile(file, clock).Tail(0, EventFilter.All, follow: true, stop)) await screen.Output.WriteLineAsync(EventLine.Of(what, screen));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Note($"the events cannot be shown: {e.Message}");
        }
    }

    private static async Task<Shop> OpenShopAsync(CancellationToken stop)
    {
        try
        {
            return await Shop.StartAsync(ShopPort, stop);
        }
        catch (IOException)
        {
            return await Shop.StartAsync(0, stop);
        }
    }
}
