using System.Collections.Concurrent;
using System.Text;

namespace Palisade.Engine.Values;

/// <summary>
/// The persistent collections (<c>IP</c>, <c>SESSION</c>, <c>GLOBAL</c>, <c>USER</c>, <c>RESOURCE</c>) of one gateway, in
/// memory with expiry. Safe for all requests at once; outlives reloads.
/// </summary>
/// <remarks>
/// Bounded: past <see cref="MaxCollections"/> the expired ones are swept, and where that does not make room a new
/// collection is not kept beyond its transaction. A flood of client addresses must not take the gateway's memory.
/// </remarks>
public sealed class CollectionStore(TimeProvider clock)
{
    /// <summary>Most collections kept at once. Default 200,000: about 100 MiB with a few variables each.</summary>
    public const int MaxCollections = 200_000;

    private const int OpensBetweenSweeps = 10_000;

    private readonly ConcurrentDictionary<string, StoredCollection> _collections = new(StringComparer.Ordinal);
    private int _opens;

    /// <summary>The clock that expiry is measured by.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Collections kept now, expired ones included until they are swept.</summary>
    public int Count => _collections.Count;

    /// <summary>Finds or makes a collection.</summary>
    /// <param name="kind">As <c>IP</c>.</param>
    /// <param name="application"><c>SecWebAppId</c>.</param>
    /// <param name="key">The key after <c>initcol</c>'s macros are expanded.</param>
    /// <param name="timeout">How long it lives untouched.</param>
    public StoredCollection Open(string kind, string application, ReadOnlySpan<byte> key, TimeSpan timeout)
    {
        if (Interlocked.Increment(ref _opens) % OpensBetweenSweeps == 0) Sweep();
        var name = $"{kind}\n{application}\n{Encoding.Latin1.GetString(key)}";
        while (true)
        {
            if (_collections.TryGetValue(name, out var found))
            {
                if (found.Touch()) return found;
                _collections.TryRemove(new(name, found));
            }

            var fresh = new StoredCollection(clock, key.ToArray(), timeout);
            if (!HasRoom() || _collections.TryAdd(name, fresh)) return fresh;
        }
    }

    private bool HasRoom()
    {
        if (_collections.Count < MaxCollections) return true;
        Sweep();
        return _collections.Count < MaxCollections;
    }

    private void Sweep()
    {
        foreach (var entry in _collections)
        {
            if (entry.Value.IsExpired) _collections.TryRemove(entry);
        }
    }
}
