using Palisade.Gateway.Proxy.Pools.Health;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>What goes on beside the requests of a pool: names are resolved again, servers are asked whether they are well. Nobody waits for it.</summary>
internal sealed class PoolUpkeep : IDisposable
{
    /// <summary>A name that was not found is looked for again after this, or sooner where that is written.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins it.</summary>
    public PoolUpkeep(LivePool pool, TimeProvider clock)
    {
        var spec = pool.Ready.Spec;
        var stop = _stop.Token;
        foreach (var endpoint in pool.Endpoints)
        {
            if (!endpoint.Addresses.IsFixed) _ = Task.Run(() => ResolveAsync(endpoint.Addresses, TimeSpan.FromSeconds(spec.ResolveSeconds), clock, stop), CancellationToken.None);
        }

        if (spec.HealthCheck is not { } check) return;

        var probe = new HealthProbe(spec, check, clock);
        foreach (var endpoint in pool.Endpoints) _ = Task.Run(() => probe.RunAsync(endpoint, stop), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static async Task ResolveAsync(Addresses addresses, TimeSpan interval, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await addresses.LookAsync(stop);
                await Task.Delay(addresses.AreKnown || interval < Unknown ? interval : Unknown, clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The pool is gone.
        }
    }
}
