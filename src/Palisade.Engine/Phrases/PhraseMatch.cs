namespace Palisade.Engine.Phrases;

/// <summary>One occurrence of a phrase in a value.</summary>
/// <param name="Phrase">Index of the phrase in the order it was given; of phrases that are equal under the set's folding, the first.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct PhraseMatch(int Phrase, int Start, int Length);
