using System.Collections.Concurrent;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>
/// The pools of all sites that are served. A pool lives from the publish that brings it to the end of the last request of the last site that has it:
/// by the instance, so that a publish that leaves it alone changes nothing for its servers.
/// </summary>
internal sealed class LivePools(NameLookup lookup, TimeSpan streamIdle, TimeProvider clock) : IDisposable
{
    private readonly Lock _changing = new();
    private readonly ConcurrentDictionary<ReadyPool, Use> _pools = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are.</summary>
    public int Count => _pools.Count;

    /// <summary>Takes note that a tenant has other sites now.</summary>
    public void Change(IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after)
    {
        foreach (var pool in after.SelectMany(PoolsOf)) Enter(pool);
        foreach (var pool in before.SelectMany(PoolsOf)) _pools[pool].Leave();
    }

    /// <summary>Begins to use a pool; <see cref="Use.Leave"/> ends it. One that no site has any more, but whose request was on its way, is made again for that request.</summary>
    public Use Enter(ReadyPool ready)
    {
        if (_pools.TryGetValue(ready, out var there) && there.TryEnter()) return there;
        lock (_changing)
        {
            if (_pools.TryGetValue(ready, out there) && there.TryEnter()) return there;
            return _pools[ready] = new Use(this, ready);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var use in _pools.Values) use.Dispose();
        _pools.Clear();
    }

    private static IEnumerable<ReadyPool> PoolsOf(ReadySite site) => site.RoutePools.Append(site.Pool).OfType<ReadyPool>();

    /// <summary>A pool, and how many sites and requests use it.</summary>
    internal sealed class Use : IDisposable
    {
        private readonly LivePools _owner;
        private readonly PoolUpkeep _upkeep;
        private int _count = 1;
        private int _ended;

        public Use(LivePools owner, ReadyPool ready)
        {
            _owner = owner;
            Pool = new(ready, owner.Lookup, owner.StreamIdle, owner.Clock);
            _upkeep = new(Pool, owner.Clock);
        }

        /// <summary>The pool.</summary>
        public LivePool Pool { get; }

        /// <summary>Uses it once more; false when it is gone.</summary>
        public bool TryEnter()
        {
            for (var seen = Volatile.Read(ref _count); seen > 0;)
            {
                var now = Interlocked.CompareExchange(ref _count, seen + 1, seen);
                if (now == seen) return true;
                seen = now;
            }

            return false;
        }

        /// <summary>Uses it once less.</summary>
        public void Leave()
        {
            if (Interlocked.Decrement(ref _count) > 0) return;

            _owner._pools.TryRemove(new(Pool.Ready, this));
            Dispose();
        }

        /// <summary>Ends it, whoever uses it.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0) return;

            _upkeep.Dispose();
            Pool.Dispose();
        }
    }

    private NameLookup Lookup => lookup;

    private TimeSpan StreamIdle => streamIdle;

    private TimeProvider Clock => clock;
}
