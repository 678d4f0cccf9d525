using System.Globalization;

namespace Palisade.SecLang.Grammar;

/// <summary>Numbers as rule files write them.</summary>
internal static class Numbers
{
    /// <summary>ASCII digits only, from 0 to the largest <see cref="long"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
