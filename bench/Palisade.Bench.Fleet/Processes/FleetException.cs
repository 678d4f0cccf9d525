namespace Palisade.Bench.Fleet.Processes;

/// <summary>Nothing can be measured: something does not start, or does not answer.</summary>
internal sealed class FleetException(string message) : Exception(message);
