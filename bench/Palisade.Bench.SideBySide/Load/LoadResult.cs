using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>What came of a run.</summary>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of every request, ascending.</param>
/// <param name="Faults">Answers that were not as expected, or none at all.</param>
/// <param name="FirstFault">What was wrong with the first of them.</param>
internal sealed record LoadResult(TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies, int Faults, string? FirstFault)
{
    /// <summary>Requests a second.</summary>
    public double Rate => Latencies.Count / Elapsed.TotalSeconds;

    /// <summary>The latency that the given part of the requests stayed below (nearest rank).</summary>
    public TimeSpan Percentile(double part) => Latencies.Count == 0 ? default : Latencies[Math.Max(0, (int)Math.Ceiling(part * Latencies.Count) - 1)];

    /// <summary>Itself, if every answer was as expected.</summary>
    /// <param name="server">As the message calls it.</param>
    /// <exception cref="BenchException">One was not.</exception>
    public LoadResult AllGood(string server) => Faults == 0
        ? this
        : throw new BenchException(FormattableString.Invariant($"{server}: {Faults} of {Latencies.Count} answers were not as expected, the first: {FirstFault}"));
}
