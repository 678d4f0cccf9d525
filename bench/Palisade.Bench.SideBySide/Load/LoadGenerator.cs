using System.Diagnostics;
using Palisade.Bench.Requests;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>Sends the requests of a case, one after the other and from the start again, over a few kept-alive connections, a thread each.</summary>
/// <param name="refuses">Whether the server answers attacks with 403; one that does not answers everything with 200.</param>
internal sealed class LoadGenerator(int port, IReadOnlyList<Request> requests, bool refuses, CancellationToken stop)
{
    /// <summary>Enough to keep two cores busy, few enough that waiting in line does not hide what a request costs.</summary>
    private const int Connections = 16;

    /// <summary>A closed loop: each connection sends its next request as soon as it has its answer.</summary>
    public LoadResult AtFullSpeed(int count) => Run(new Schedule(count, stop));

    /// <summary>The same until the time is over.</summary>
    public LoadResult AtFullSpeed(TimeSpan time) => Run(new Schedule(int.MaxValue, stop, time: time));

    /// <summary>
    /// A paced run: request i is due at i / <paramref name="rate"/> seconds, whatever became of those before it, and goes over
    /// the first connection that is free. One that finds all of them busy counts from when it was due, so that nothing slow is
    /// left out; one that the generator itself sends late counts from when it was sent.
    /// </summary>
    public LoadResult Paced(int count, double rate) => Run(new Schedule(count, stop, rate));

    private LoadResult Run(Schedule schedule)
    {
        var started = Stopwatch.GetTimestamp();
        var workers = new Worker[Connections];
        for (var i = 0; i < workers.Length; i++) workers[i] = new Worker(port, requests, refuses, schedule);
        foreach (var worker in workers) worker.Join();
        stop.ThrowIfCancellationRequested();
        var elapsed = Stopwatch.GetElapsedTime(started, workers.Max(w => w.LastAnswer));
        var latencies = workers.SelectMany(w => w.Latencies).Select(ticks => Stopwatch.GetElapsedTime(0, ticks)).Order().ToArray();
        return new LoadResult(elapsed, latencies, workers.Sum(w => w.Faults), workers.Select(w => w.FirstFault).FirstOrDefault(f => f is not null));
    }
}
