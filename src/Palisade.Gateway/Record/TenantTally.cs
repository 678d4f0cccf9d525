using System.Collections.Concurrent;

namespace Palisade.Gateway.Record;

/// <summary>Requests by tenant since the start, for whoever watches over a rollout: how many, how many failed or were blocked, and how long they took. Safe for all threads.</summary>
public sealed class TenantTally
{
    private static readonly double[] Upper = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    /// <summary>Upper bounds of the buckets of time, in seconds; a last one is above all.</summary>
    public static IReadOnlyList<double> Bounds => Upper;

    /// <summary>What was counted of every tenant that had a request.</summary>
    public IEnumerable<TenantCount> All => _cells.Select(c => c.Value.Read(c.Key));

    /// <summary>Counts a request that is over.</summary>
    internal void Over(string tenant, bool failed, bool blocked, double seconds) => _cells.GetOrAdd(tenant, static _ => new()).Add(failed, blocked, seconds);

    private sealed class Cell
    {
        private readonly long[] _buckets = new long[Upper.Length + 1];
        private long _failed;
        private long _blocked;

        public void Add(bool failed, bool blocked, double seconds)
        {
            var bucket = 0;
            while (bucket < Upper.Length && seconds > Upper[bucket]) bucket++;
            Interlocked.Increment(ref _buckets[bucket]);
            if (failed) Interlocked.Increment(ref _failed);
            if (blocked) Interlocked.Increment(ref _blocked);
        }

        public TenantCount Read(string tenant) => new(tenant, Interlocked.Read(ref _failed), Interlocked.Read(ref _blocked), [.. _buckets.Select(b => Volatile.Read(ref b))]);
    }
}

/// <summary>What was counted of one tenant since the start.</summary>
/// <param name="Failed">Answered with a status of 500 to 599.</param>
/// <param name="Blocked">Blocked, or in simulation would have been.</param>
/// <param name="Buckets">Requests by time; all of them together are the requests.</param>
public sealed record TenantCount(string Tenant, long Failed, long Blocked, IReadOnlyList<long> Buckets);
