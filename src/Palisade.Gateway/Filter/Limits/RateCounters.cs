using Palisade.Protection.Policies.Limits;

namespace Palisade.Gateway.Filter.Limits;

/// <summary>
/// What all users have used of all limits, in a table whose size is fixed: a flood of users that were never seen takes no more memory. In a
/// full set, the user who used least is forgotten, so that many who come once do not push out the one who comes often.
/// </summary>
/// <remarks>Keys are halves of SHA-256, which nobody can aim at a set. A set is held by one thread at a time, for some hundred nanoseconds.</remarks>
internal sealed class RateCounters
{
    private const int Ways = 8;

    private readonly Entry[] _entries;
    private readonly int[] _held;
    private long _forgotten;

    /// <summary>A table.</summary>
    /// <param name="users">How many users, or pairs of user and limit, it remembers: a power of two, 8 at least.</param>
    public RateCounters(int users)
    {
        if (!int.IsPow2(users) || users < Ways) throw new ArgumentOutOfRangeException(nameof(users), users, "A power of two is needed, 8 at least.");

        _entries = new Entry[users];
        _held = new int[users / Ways];
    }

    /// <summary>How many users were forgotten before their time, because there were too many.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>Takes one of a user's requests, if the limit allows.</summary>
    /// <param name="now">Ticks of 100 ns.</param>
    public RateAnswer Take(UInt128 user, RateLimit limit, long now)
    {
        var set = Hold(user ^ limit.Id);
        var answer = Find(set, user ^ limit.Id, limit, now).Bucket.Take(limit, now);
        Volatile.Write(ref _held[set], 0);
        return answer;
    }

    /// <summary>Counts one of a user's requests that others allowed.</summary>
    public void Note(UInt128 user, RateLimit limit, long now)
    {
        var set = Hold(user ^ limit.Id);
        Find(set, user ^ limit.Id, limit, now).Bucket.Note(limit, now);
        Volatile.Write(ref _held[set], 0);
    }

    /// <summary>Refuses a user's requests until a time, as others decided.</summary>
    public void Refuse(UInt128 user, RateLimit limit, long now, long until)
    {
        var set = Hold(user ^ limit.Id);
        Find(set, user ^ limit.Id, limit, now).Bucket.Refuse(until);
        Volatile.Write(ref _held[set], 0);
    }

    /// <summary>How long a user's requests are still refused whatever is asked; zero for not.</summary>
    public TimeSpan Refused(UInt128 user, RateLimit limit, long now)
    {
        var set = Hold(user ^ limit.Id);
        var until = Find(set, user ^ limit.Id, limit, now).Bucket.BlockedUntil;
        Volatile.Write(ref _held[set], 0);
        return until > now ? new(until - now) : TimeSpan.Zero;
    }

    private int Hold(UInt128 key)
    {
        var set = (int)((ulong)key & (ulong)(_held.Length - 1));
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref _held[set], 1, 0) != 0) spin.SpinOnce(sleep1Threshold: -1);
        return set;
    }

    private ref Entry Find(int set, UInt128 key, RateLimit limit, long now)
    {
        var ways = _entries.AsSpan(set * Ways, Ways);
        var (chosen, least) = (0, double.MaxValue);
        for (var i = 0; i < Ways; i++)
        {
            if (ways[i].Key == key && ways[i].IsTaken) return ref ways[i];

            var weight = ways[i].Weight(now);
            if (weight < least) (chosen, least) = (i, weight);
        }

        if (least >= 0) Interlocked.Increment(ref _forgotten);
        ways[chosen] = new Entry { Key = key, Limit = limit };
        return ref ways[chosen];
    }

    private struct Entry
    {
        public UInt128 Key;
        public RateLimit? Limit;
        public Bucket Bucket;

        public readonly bool IsTaken => Limit is not null;

        /// <summary>What would be lost with it: below zero for nothing, and everything for who is blocked.</summary>
        public readonly double Weight(long now)
        {
            if (Limit is null || Bucket.Forgotten <= now) return -1;
            return Bucket.BlockedUntil > now ? 1e12 + Bucket.BlockedUntil : Bucket.Weight(Limit, now);
        }
    }
}
