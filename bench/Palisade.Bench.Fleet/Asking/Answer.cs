namespace Palisade.Bench.Fleet.Asking;

/// <summary>What one request came to.</summary>
/// <param name="Status">The status; 0 where no whole answer came.</param>
/// <param name="Number">The value of <c>X-Number</c>; null where it is not there.</param>
/// <param name="Fault">Why no whole answer came; null where one did.</param>
internal readonly record struct Answer(int Status, string? Number, string Body, string? Fault = null);
