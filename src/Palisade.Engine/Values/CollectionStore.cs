using System.Collections.Concurrent;
using System.Text;

namespace Palisade.Engine.Values;

/// <summary>
/// The persistent collections (<c>IP</c>, <c>SESSION</c>, <c>GLOBAL</c>, <c>USER</c>, <c>RESOURCE</c>) of one gateway, in
/// memory with expiry. Safe for all requests at once; outlives reloads.
/// </summary>
/// <remarks>
/// Bounded: expired ones are swept every ten seconds, and past <see cref="MaxCollections"/> a new collection is not kept
/// beyond its transaction. A flood of client addresses must not take the gateway's memory.
/// </remarks>
public sealed class CollectionStore(TimeProvider clock)
{
    /// <summary>Most collections kept at once. Default 200,000: about 100 MiB with a few variables each.</summary>
    public const int MaxCollections = 200_000;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, StoredCollection> _collections = new(StringComparer.Ordinal);

    // Kept apart: the dictionary takes all its locks to count.
    private int _count;
    private long _swept;

    /// <summary>The clock that expiry is measured by.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Collections kept now, expired ones included until they are swept.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Finds or makes a collection.</summary>
    /// <param name="kind">As <c>IP</c>.</param>
    /// <param name="application"><c>SecWebAppId</c>.</param>
    /// <param name="key">The key after <c>initcol</c>'s macros are expanded.</param>
    /// <param name="timeout">How long it lives untouched.</param>
    public StoredCollection Open(string kind, string application, ReadOnlySpan<byte> key, TimeSpan timeout)
    {
        SweepWhenDue();
        var name = $"{kind}\n{application}\n{Encoding.Latin1.GetString(key)}";
        while (true)
        {
            if (_collections.TryGetValue(name, out var found))
            {
                if (found.Touch()) return found;
                Remove(new(name, found));
            }

            var fresh = new StoredCollection(clock, key.ToArray(), timeout);
            if (Count >= MaxCollections) return fresh;
            if (!_collections.TryAdd(name, fresh)) continue;
            Interlocked.Increment(ref _count);
            return fresh;
        }
    }

    // One thread, and only now and then: a sweep looks at every collection.
    private void SweepWhenDue()
    {
        var (now, last) = (clock.GetTimestamp(), Volatile.Read(ref _swept));
        if (clock.GetElapsedTime(last, now) < BetweenSweeps || Interlocked.CompareExchange(ref _swept, now, last) != last) return;
        foreach (var entry in _collections)
        {
            if (entry.Value.IsExpired) Remove(entry);
        }
    }

    private void Remove(KeyValuePair<string, StoredCollection> entry)
    {
        if (_collections.TryRemove(entry)) Interlocked.Decrement(ref _count);
    }
}
