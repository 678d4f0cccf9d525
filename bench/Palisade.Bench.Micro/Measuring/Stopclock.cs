using System.Runtime;

namespace Palisade.Bench.Micro.Measuring;

/// <summary>
/// Measures work. Small on purpose: the whole list takes a few minutes, where BenchmarkDotNet, which builds and starts a process
/// for each case, takes several times that, and the counter of allocated bytes is the same. Time is processor time of the whole
/// process, so that a busy machine changes little and the collector's work counts.
/// </summary>
internal static class Stopclock
{
    private const int Batches = 15;

    /// <summary>Warm is what was not beaten by so many batches since, while nothing was compiled.</summary>
    private const int Patience = 12;

    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(40);

    /// <summary>Warms up, then measures.</summary>
    public static Cost Measure(Action work)
    {
        var count = Warm(work);
        var times = new double[Batches];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Batches; i++) times[i] = Time(work, count).TotalNanoseconds / count;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(times);
        return new Cost(times[Batches / 2], (double)bytes / Batches / count);
    }

    /// <summary>Until it becomes no faster: the compiler's tiers take their time, and theirs is the process's too.</summary>
    /// <returns>How often the work goes into a batch.</returns>
    private static int Warm(Action work)
    {
        var (count, best, since, spent, compiled) = (1, TimeSpan.MaxValue, 0, TimeSpan.Zero, 0L);
        while (spent < ShortestWarmUp || (since < Patience && spent < LongestWarmUp))
        {
            var time = Time(work, count);
            spent += time;
            var each = time / count;
            since++;
            if (each < best * 0.97) (best, since) = (each, 0);
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled) (compiled, since) = (now, 0);
            if (time < Batch / 2) (count, since) = (count * 2, 0);
        }

        return count;
    }

    private static TimeSpan Time(Action work, int count)
    {
        var from = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++) work();
        return Environment.CpuUsage.TotalTime - from;
    }
}
