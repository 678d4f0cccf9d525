using System.Collections.Concurrent;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>How long a change takes from its commit until a gateway says that it is in force, counted into buckets. Bounded: of each tenant and group the last snapshots are remembered.</summary>
public sealed class Propagation
{
    private const int Remembered = 64;

    private static readonly double[] Upper = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 30, 60, 300];

    private readonly ConcurrentDictionary<(string Tenant, string Group), Queue<(SnapshotPosition Position, DateTimeOffset Committed)>> _published = new();
    private readonly long[] _buckets = new long[Upper.Length + 1];
    private readonly Lock _counting = new();
    private double _sum;

    /// <summary>Upper bounds of the buckets, in seconds; a last one is above all.</summary>
    public static IReadOnlyList<double> Bounds => Upper;

    /// <summary>How many fell into each bucket, without those below, and all seconds together.</summary>
    public (IReadOnlyList<long> Buckets, double Sum) Read()
    {
        lock (_counting) return ([.. _buckets], _sum);
    }

    /// <summary>Notes a snapshot.</summary>
    internal void Published(string tenant, string group, SnapshotPosition position, DateTimeOffset committed)
    {
        var queue = _published.GetOrAdd((tenant, group), static _ => new());
        lock (queue)
        {
            // The same change signed anew is no other change.
            if (queue.Any(p => p.Committed == committed)) return;
            queue.Enqueue((position, committed));
            if (queue.Count > Remembered) queue.Dequeue();
        }
    }

    /// <summary>Notes that a gateway went from one snapshot to a later one.</summary>
    internal void InForce(string tenant, string group, SnapshotPosition before, SnapshotPosition now, DateTimeOffset at)
    {
        if (!_published.TryGetValue((tenant, group), out var queue)) return;
        double[] took;
        lock (queue) took = [.. queue.Where(p => before < p.Position && p.Position <= now).Select(p => Math.Max(0, (at - p.Committed).TotalSeconds))];
        lock (_counting)
        {
            foreach (var seconds in took)
            {
                var bucket = Array.FindIndex(Upper, bound => seconds <= bound);
                _buckets[bucket < 0 ? Upper.Length : bucket]++;
                _sum += seconds;
            }
        }
    }
}
