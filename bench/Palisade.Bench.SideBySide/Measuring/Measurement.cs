namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>What one server showed in one case: the median of its turns, each figure by itself.</summary>
/// <param name="Requests">Of a turn at full speed.</param>
/// <param name="PeakMemory">The most resident memory of its process tree during the case, in bytes.</param>
/// <param name="Memory">The same after it.</param>
internal sealed record Measurement(string Server, int Requests, IReadOnlyList<Turn> Turns, long PeakMemory, long Memory)
{
    /// <summary>Processor time for each request.</summary>
    public TimeSpan Processor => Median(t => t.Processor);

    /// <summary>Requests a second at full speed.</summary>
    public double Rate => Turns.Select(t => t.Rate).Order().ElementAt(Turns.Count / 2);

    /// <summary>Median latency at half of that.</summary>
    public TimeSpan P50 => Median(t => t.P50);

    /// <summary>99th percentile of the latency at half of that.</summary>
    public TimeSpan P99 => Median(t => t.P99);

    private TimeSpan Median(Func<Turn, TimeSpan> of) => Turns.Select(of).Order().ElementAt(Turns.Count / 2);
}
