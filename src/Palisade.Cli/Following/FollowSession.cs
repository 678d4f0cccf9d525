using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Cli.Following;

/// <summary>One connection to the manager: listens to what is new, fetches it, reports. It ends with the first thing that fails; the next one goes on where it was.</summary>
internal sealed partial class FollowSession(ManagerLink link, GatewayIdentity identity, Tenants tenants, HealthReports health, FollowOptions options, ILogger log) : IDisposable
{
    private readonly ConcurrentDictionary<string, SnapshotPosition> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly SemaphoreSlim _atOnce = new(options.AtOnce, options.AtOnce);

    /// <summary>Follows until something fails, which is thrown, or until it is stopped.</summary>
    /// <param name="connected">Is called when the manager spoke for the first time.</param>
    public async Task RunAsync(Action connected, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> parts = [ListenAsync(connected, ending.Token), new Reports(tenants, options).RunAsync(link, ending.Token), health.RunAsync(link, ending.Token)];
        if (options.Beside is { } beside) parts.Add(beside(link, ending.Token));
        try
        {
            await await Task.WhenAny(parts);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What is being handed over is let finish.
            for (var i = 0; i < options.AtOnce; i++) await _atOnce.WaitAsync(CancellationToken.None);
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    private async Task ListenAsync(Action connected, CancellationToken stop)
    {
        var known = tenants.All.Where(p => p.Position is not null).ToDictionary(p => p.Tenant, p => p.Position!.Value, StringComparer.Ordinal);
        await using var stream = await link.FollowAsync(new(known), stop);
        while (await ReadAsync(stream, stop) is { } message)
        {
            connected();
            await HearAsync(message, stop);
        }

        throw new IOException("The manager ended the connection.");
    }

    private async Task<FollowMessage?> ReadAsync(BoundedAnswer stream, CancellationToken stop)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        silence.CancelAfter(options.Silence);
        try
        {
            return await FollowMessage.ReadAsync(stream, silence.Token);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The manager said nothing for {options.Silence.TotalSeconds:0.#} s.", late);
        }
    }

    private async Task HearAsync(FollowMessage message, CancellationToken stop)
    {
        switch (message.Word)
        {
            case FollowWord.Lists: await TakeListsAsync(stop); break;
            case FollowWord.SealingKeys: await TakeKeysAsync(message.Tenant, stop); break;
            case FollowWord.Snapshot when tenants.Find(message.Tenant) is { } pump:
                _told[message.Tenant] = message.Position;
                if (_busy.TryAdd(message.Tenant, 0)) _ = CatchUpAsync(pump, stop);
                break;
        }
    }

    private async Task TakeListsAsync(CancellationToken stop)
    {
        foreach (var list in await link.ListsAsync(stop))
        {
            if (!identity.Lists.TryTake(list, out var refusal)) Log.ListRefused(log, refusal.Reason);
        }
    }

    private async Task TakeKeysAsync(string tenant, CancellationToken stop)
    {
        if (tenants.Find(tenant) is not { } pump) return;
        // Not waited for: whoever makes a tenant ready for long must not keep the news of others from being heard.
        if (identity.Sealing.Take(tenant, await link.KeysAsync(tenant, stop))) _ = AsideAsync(() => pump.HandOverAgainAsync(stop));
    }

    // One at a time for each tenant. What cannot be had is tried again, later and later.
    private async Task CatchUpAsync(TenantPump pump, CancellationToken stop)
    {
        var pause = new Pause(options.FirstPause, options.LongestPause);
        try
        {
            while (_told.TryRemove(pump.Tenant, out var told))
            {
                var done = await OneOfFewAsync(() => pump.CatchUpAsync(link, told, stop), stop);
                if (done) continue;
                await pause.WaitAsync(stop);
                stop.ThrowIfCancellationRequested();
                _told.TryAdd(pump.Tenant, told);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended; the next one is told again.
        }
        finally
        {
            _busy.TryRemove(pump.Tenant, out _);
        }

        // Told between the last look and the end.
        if (!stop.IsCancellationRequested && _told.ContainsKey(pump.Tenant) && _busy.TryAdd(pump.Tenant, 0)) _ = CatchUpAsync(pump, stop);
    }

    // Few at once, so that none takes long; one that does, for all its rules, keeps nobody waiting.
    private async Task<bool> OneOfFewAsync(Func<Task<bool>> work, CancellationToken stop)
    {
        var done = false;
        Task working;
        await _atOnce.WaitAsync(stop);
        try
        {
            working = AsideAsync(async () => done = await work());
            await Task.WhenAny(working, Task.Delay(options.Place, CancellationToken.None));
        }
        finally
        {
            _atOnce.Release();
        }

        await working;
        return done;
    }

    private async Task AsideAsync(Func<Task> work)
    {
        var running = Task.Run(work, CancellationToken.None);
        _running[running] = 0;
        try
        {
            await running;
        }
        finally
        {
            _running.TryRemove(running, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4111, LogLevel.Warning, "A revocation list is not taken: {Reason}")]
        public static partial void ListRefused(ILogger log, string reason);
    }
}
