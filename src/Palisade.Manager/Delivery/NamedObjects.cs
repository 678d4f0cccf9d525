using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Delivery;

/// <summary>How many of a tenant's objects name each of those that are delivered only where they are named.</summary>
internal sealed class NamedObjects
{
    private readonly Dictionary<LocalKey, int> _uses = [];

    /// <summary>Whether an object is delivered: any that does not wait to be named, and any that is.</summary>
    public bool Delivers(LocalKey key) => !DeliveredObject.WaitsToBeNamed(key) || _uses.ContainsKey(key);

    /// <summary>Takes in that an object is another than before; null for none.</summary>
    /// <returns>What is named by more or fewer than before.</returns>
    public IReadOnlyCollection<LocalKey> Change(DeliveredObject? before, DeliveredObject? now)
    {
        foreach (var key in now?.OfPlatform ?? []) _uses[key] = _uses.GetValueOrDefault(key) + 1;
        foreach (var key in before?.OfPlatform ?? [])
        {
            if (--_uses[key] is 0) _uses.Remove(key);
        }

        return [.. before?.OfPlatform ?? [], .. now?.OfPlatform ?? []];
    }
}
