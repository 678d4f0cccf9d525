using System.Runtime.CompilerServices;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Limits;

namespace Palisade.Gateway.Filter.Limits;

/// <summary>What one user has used of one limit. Times are ticks of 100 ns on a clock that never goes back.</summary>
/// <remarks>
/// A leaky bucket keeps the last window in slots: a request leaks out one window after it came in, to a sixteenth of the window, over
/// which the oldest slot leaks evenly. The slots begin with the first request, so a user who was idle has the whole number at once, and no
/// more than it in any window. A token bucket is the generic cell rate algorithm (ITU-T I.371): one time says all.
/// </remarks>
internal struct Bucket
{
    private const int Slots = 16;

    // A thousandth of a request in hand, for what doubles lose; and who is told when to come again is told half of that late.
    private const double InHand = 0.001;
    private const double Enough = 1.0005;

    private long _begin;
    private long _slot;
    private double _nextFree;
    private Counts _counts;

    /// <summary>Until when every request is refused.</summary>
    public long BlockedUntil { get; private set; }

    /// <summary>When there will be nothing left to remember.</summary>
    public long Forgotten { get; private set; }

    /// <summary>How much would be forgotten with it, in requests.</summary>
    public readonly double Weight(RateLimit limit, long now)
    {
        if (limit.Algorithm is RateAlgorithm.TokenBucket) return Math.Max(0, (_nextFree - now) / Interval(limit));

        double sum = 0;
        foreach (var count in _counts) sum += count;
        return sum;
    }

    /// <summary>Takes one, if the limit allows.</summary>
    public RateAnswer Take(RateLimit limit, long now)
    {
        if (now < BlockedUntil) return new(Allowed: false, 0, new(BlockedUntil - now));

        var answer = limit.Algorithm is RateAlgorithm.TokenBucket ? TakeToken(limit, now) : TakeRoom(limit, now);
        if (!answer.Allowed && limit.Block > TimeSpan.Zero)
        {
            Refuse(now + limit.Block.Ticks);
            answer = answer with { Wait = limit.Block };
        }

        Remember(limit, now);
        return answer;
    }

    /// <summary>Counts one that others allowed.</summary>
    public void Note(RateLimit limit, long now)
    {
        if (limit.Algorithm is RateAlgorithm.TokenBucket)
        {
            _nextFree = Math.Max(_nextFree, now) + Interval(limit);
        }
        else
        {
            Turn(limit, now);
            _counts[(int)(_slot % (Slots + 1))]++;
        }

        Remember(limit, now);
    }

    /// <summary>Refuses everything until a time.</summary>
    public void Refuse(long until)
    {
        BlockedUntil = Math.Max(BlockedUntil, until);
        Forgotten = Math.Max(Forgotten, BlockedUntil);
    }

    private RateAnswer TakeToken(RateLimit limit, long now)
    {
        var interval = Interval(limit);
        var ahead = Math.Max(0, _nextFree - now);
        var free = limit.Capacity - (ahead / interval) + InHand;
        if (free < 1) return new(Allowed: false, 0, new((long)Math.Ceiling((Enough - free) * interval)));

        _nextFree = now + ahead + interval;
        return new(Allowed: true, (int)(free - 1), free >= 2 ? TimeSpan.Zero : new((long)((1 + Enough - free) * interval)));
    }

    private RateAnswer TakeRoom(RateLimit limit, long now)
    {
        var width = Turn(limit, now);
        // How far the oldest slot has leaked out.
        var leaked = (double)(now - _begin - (_slot * width)) / width;
        var free = limit.Capacity - Used(leaked) + InHand;
        if (free < 1) return new(Allowed: false, 0, Until(Enough - free, leaked, width));

        _counts[(int)(_slot % (Slots + 1))]++;
        return new(Allowed: true, (int)(free - 1), free >= 2 ? TimeSpan.Zero : Until(1 + Enough - free, leaked, width));
    }

    /// <summary>Moves on to the slot that it is time for, and empties those in between.</summary>
    /// <returns>How long a slot is.</returns>
    private long Turn(RateLimit limit, long now)
    {
        var width = Math.Max(1, limit.Window.Ticks / Slots);
        var at = (now - _begin) / width;
        if (at - _slot > Slots || IsEmpty)
        {
            _counts = default;
            (_begin, _slot, at) = (now, 0, 0);
        }

        for (; _slot < at; _slot++) _counts[(int)((_slot + 1) % (Slots + 1))] = 0;
        return width;
    }

    private void Remember(RateLimit limit, long now) => Forgotten = Math.Max(Forgotten, now + limit.Window.Ticks + (limit.Window.Ticks / Slots));

    private readonly bool IsEmpty
    {
        get
        {
            foreach (var count in _counts)
            {
                if (count != 0) return false;
            }

            return true;
        }
    }

    private readonly double Used(double leaked)
    {
        double used = 0;
        foreach (var count in _counts) used += count;
        return used - (_counts[Oldest(0)] * leaked);
    }

    /// <summary>How long until so much more has leaked out.</summary>
    private readonly TimeSpan Until(double needed, double leaked, long width)
    {
        double time = 0;
        for (var i = 0; i <= Slots; i++)
        {
            var share = i == 0 ? 1 - leaked : 1;
            var leaks = _counts[Oldest(i)] * share;
            if (leaks >= needed) return new((long)Math.Ceiling((time + (needed / leaks * share)) * width));
            needed -= leaks;
            time += share;
        }

        return new((long)(time * width));
    }

    // The ring has one slot more than the window: the one that is leaking out.
    private readonly int Oldest(int after) => (int)((_slot + 1 + after) % (Slots + 1));

    private static double Interval(RateLimit limit) => limit.Window.Ticks / limit.Capacity;

    [InlineArray(Slots + 1)]
    private struct Counts
    {
        private int _first;
    }
}
