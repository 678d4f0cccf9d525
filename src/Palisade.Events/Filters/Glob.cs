namespace Palisade.Events.Filters;

/// <summary>Text with <c>*</c> for any characters, compared without regard to case.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text matches. Takes at most the product of the two lengths in steps.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (p, t, star, retry) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, retry) = (p++, t);
            else if (p < pattern.Length && Same(pattern[p], text[t])) (p, t) = (p + 1, t + 1);
            else if (star >= 0) (p, t) = (star + 1, ++retry);
            else return false;
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
