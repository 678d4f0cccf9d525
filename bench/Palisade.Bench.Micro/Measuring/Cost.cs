namespace Palisade.Bench.Micro.Measuring;

/// <summary>What one piece of work costs, each time.</summary>
/// <param name="Nanoseconds">Processor time, the median of the batches.</param>
/// <param name="Bytes">Allocated on the heap, on average; exact where the work always does the same.</param>
internal sealed record Cost(double Nanoseconds, double Bytes);
