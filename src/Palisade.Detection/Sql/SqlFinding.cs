namespace Palisade.Detection.Sql;

/// <summary>A value that leaves its literal and continues as SQL.</summary>
/// <param name="Kind">What it makes of the statement.</param>
/// <param name="Context">Where the application must have put the value for this to work.</param>
/// <param name="Confidence">How sure the recogniser is.</param>
/// <param name="Offset">First byte of the injected part, from 0.</param>
/// <param name="Length">Bytes from <paramref name="Offset"/> to the end of what was understood; at least 1.</param>
/// <param name="Fingerprint">One letter for each significant token, 1 to 24 of them (the letters are listed in docs/detection.md); <c>+</c> at the end says that more followed.</param>
/// <param name="Reason">The decision in words, for a person.</param>
public sealed record SqlFinding(
    SqlInjectionKind Kind,
    SqlContext Context,
    Confidence Confidence,
    int Offset,
    int Length,
    string Fingerprint,
    string Reason);
