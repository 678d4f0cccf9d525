using System.Diagnostics;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>Which request comes next and when it is due; shared by all connections of a run.</summary>
/// <param name="count">How many there are.</param>
/// <param name="rate">How many are due in a second; null for at once.</param>
/// <param name="time">How long at most; null for no limit.</param>
internal sealed class Schedule(int count, CancellationToken stop, double? rate = null, TimeSpan? time = null)
{
    // A paced run begins when every connection's thread runs.
    private readonly long _start = Stopwatch.GetTimestamp() + (rate is null ? 0 : Stopwatch.Frequency / 100);
    private int _taken = -1;

    /// <summary>Takes the next request.</summary>
    /// <param name="due">Its time as <see cref="Stopwatch"/> counts; 0 for at once.</param>
    /// <returns>Its number from 0, or -1 when there is none left.</returns>
    public int Take(out long due)
    {
        var index = Interlocked.Increment(ref _taken);
        due = rate is { } perSecond ? _start + (long)(index / perSecond * Stopwatch.Frequency) : 0;
        var over = index >= count || stop.IsCancellationRequested || (time is { } limit && Stopwatch.GetElapsedTime(_start) > limit);
        return over ? -1 : index;
    }
}
