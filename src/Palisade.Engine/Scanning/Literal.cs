namespace Palisade.Engine.Scanning;

/// <summary>One text that a scanner looks for, and where in it the window lies by which it is found.</summary>
/// <param name="Text">Where its bytes start among those of all literals.</param>
/// <param name="Demands">Where the demands that it meets start among those of all literals.</param>
/// <param name="DemandCount">How many they are, one at least.</param>
/// <param name="Length">Its bytes, 2 or more.</param>
/// <param name="Window">Offset of its window.</param>
internal readonly record struct Literal(int Text, int Demands, int DemandCount, byte Length, byte Window);
