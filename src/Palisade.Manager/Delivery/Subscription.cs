namespace Palisade.Manager.Delivery;

/// <summary>The tenants whose snapshots are newer than what one held connection was told. Bounded: each tenant is in it once.</summary>
/// <param name="group">The gateway group.</param>
/// <param name="serves">Which tenants it is about.</param>
internal sealed class Subscription(string group, Func<string, bool> serves)
{
    private readonly Lock _changing = new();
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private TaskCompletionSource _some = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The gateway group.</summary>
    public string Group => group;

    /// <summary>Whether it is about that tenant.</summary>
    public bool Serves(string tenant) => serves(tenant);

    /// <summary>Says that a tenant has a newer snapshot.</summary>
    public void Add(string tenant)
    {
        if (!serves(tenant)) return;
        lock (_changing)
        {
            if (_fresh.Add(tenant)) _some.TrySetResult();
        }
    }

    /// <summary>Ends the waiting without saying anything.</summary>
    public void Wake()
    {
        lock (_changing) _some.TrySetResult();
    }

    /// <summary>Ends when there is any, or after the time.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken stop)
    {
        Task some;
        lock (_changing) some = _some.Task;
        await some.WaitAsync(most, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Takes all there are.</summary>
    public string[] Take()
    {
        lock (_changing)
        {
            string[] all = [.. _fresh];
            _fresh.Clear();
            _some = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return all;
        }
    }
}
