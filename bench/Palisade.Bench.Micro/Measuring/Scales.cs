namespace Palisade.Bench.Micro.Measuring;

/// <summary>Measures what work leaves behind.</summary>
internal static class Scales
{
    private const int Times = 1000;

    /// <summary>Does the work a thousand times. The first time, which makes what is shared, does not count.</summary>
    /// <param name="work">Keeps what it makes.</param>
    /// <returns>The processor time of once, and the bytes on the heap that stay.</returns>
    public static Cost Measure(Action work)
    {
        work();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var from = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Times; i++) work();
        var time = Environment.CpuUsage.TotalTime - from;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(work);
        return new Cost(time.TotalNanoseconds / Times, (double)kept / Times);
    }
}
