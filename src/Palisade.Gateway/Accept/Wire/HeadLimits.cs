namespace Palisade.Gateway.Accept.Wire;

/// <summary>How large a head may be and how long it may take.</summary>
/// <param name="LineBytes">The request line with its end.</param>
/// <param name="HeaderBytes">All header lines with their ends.</param>
/// <param name="HeaderLines">How many header lines.</param>
/// <param name="Time">From its first byte to its end.</param>
internal readonly record struct HeadLimits(int LineBytes, int HeaderBytes, int HeaderLines, TimeSpan Time);
