namespace Palisade.Bench.SideBySide.Servers;

/// <summary>Nothing can be measured; the message says why.</summary>
internal sealed class BenchException(string message) : Exception(message);
