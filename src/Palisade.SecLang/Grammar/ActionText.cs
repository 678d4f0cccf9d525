using Palisade.SecLang.Lexing;

namespace Palisade.SecLang.Grammar;

/// <summary>The value of an action.</summary>
/// <param name="Raw">As it stands in the file, for places.</param>
/// <param name="Value">Without quotes and their escapes.</param>
internal sealed record ActionText(CookedSlice Raw, string Value)
{
    public Place At => Raw.At(0);

    /// <summary>The place of an index of <see cref="Value"/>; exact where no quote is escaped before it.</summary>
    public Place AtIndex(int index) => Raw.At(Math.Min(index, Raw.Length));

    /// <summary>Part of the raw text; the two texts have the same length when nothing is escaped.</summary>
    public CookedSlice Slice(int start, int end) => Raw.Slice(Math.Min(start, Raw.Length), Math.Min(end, Raw.Length));
}
