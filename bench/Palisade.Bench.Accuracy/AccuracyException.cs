namespace Palisade.Bench.Accuracy;

/// <summary>Nothing can be measured; the message says why.</summary>
internal sealed class AccuracyException(string message) : Exception(message);
