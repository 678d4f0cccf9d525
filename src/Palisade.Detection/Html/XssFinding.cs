namespace Palisade.Detection.Html;

/// <summary>A value that becomes active content of a page.</summary>
/// <param name="Kind">What it makes of the page.</param>
/// <param name="Context">Where the application must have put the value for this to work.</param>
/// <param name="Confidence">How sure the recogniser is.</param>
/// <param name="Offset">First byte of the active part, from 0.</param>
/// <param name="Length">Its bytes; at least 1.</param>
/// <param name="Reason">The decision in words, for a person; it names elements and attributes but quotes no value.</param>
public sealed record XssFinding(XssKind Kind, XssContext Context, Confidence Confidence, int Offset, int Length, string Reason);
