namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>What one server did in one turn.</summary>
/// <param name="Processor">User and system time of its process tree for each request, at full speed.</param>
/// <param name="Rate">Requests a second at full speed.</param>
/// <param name="P50">Median latency at half of that.</param>
/// <param name="P99">The latency that 99 of 100 requests stayed below, at half of that.</param>
internal sealed record Turn(TimeSpan Processor, double Rate, TimeSpan P50, TimeSpan P99);
