namespace Palisade.Detection;

/// <summary>A value that would not stay a value where an application puts it.</summary>
/// <param name="Confidence">How sure the recogniser is.</param>
/// <param name="Offset">First byte of the part that acts, from 0.</param>
/// <param name="Length">Its bytes; at least 1.</param>
/// <param name="Reason">The decision in words, for a person; it quotes no value.</param>
public sealed record Finding(Confidence Confidence, int Offset, int Length, string Reason);
