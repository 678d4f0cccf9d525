using System.Collections.Concurrent;

namespace Palisade.Storage.Databases;

/// <summary>Wakes those that wait for a tenant's next change. A wake-up is a hint: whoever is woken looks for itself.</summary>
internal sealed class ChangeSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next change of a tenant. Taken before looking, no change is missed.</summary>
    public Task Next(string tenant) => _waiting.GetOrAdd(tenant, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes those of one tenant.</summary>
    public void Pulse(string tenant)
    {
        if (_waiting.TryRemove(tenant, out var waiting)) waiting.TrySetResult();
    }

    /// <summary>Wakes all: something may have been missed.</summary>
    public void PulseAll()
    {
        foreach (var tenant in _waiting.Keys) Pulse(tenant);
    }
}
