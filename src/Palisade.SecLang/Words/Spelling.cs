namespace Palisade.SecLang.Words;

/// <summary>Finds the word that an author probably meant.</summary>
internal static class Spelling
{
    /// <summary>Longer words get no suggestion: none of ours is as long, and the cost grows with the length.</summary>
    private const int LongestWord = 48;

    /// <summary>The nearest candidate within a third of the word's length, the first one of equals; or null.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> candidates)
    {
        if (word.Length is < 2 or > LongestWord) return null;

        string? best = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= least) continue;
            var distance = Distance(word, candidate, least);
            if (distance < least) (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other, ASCII case apart.</summary>
    /// <param name="enough">From this distance on the exact one does not matter.</param>
    private static int Distance(string one, string other, int enough)
    {
        Span<int> before = stackalloc int[LongestWord * 2];
        Span<int> above = stackalloc int[LongestWord * 2];
        Span<int> row = stackalloc int[LongestWord * 2];
        for (var j = 0; j <= other.Length; j++) above[j] = j;

        for (var i = 1; i <= one.Length; i++)
        {
            var nearest = row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Same(one[i - 1], other[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1])) row[j] = Math.Min(row[j], before[j - 2] + 1);
                nearest = Math.Min(nearest, row[j]);
            }

            // No later row is nearer than the nearer of two rows in succession; a swap looks back two.
            if (nearest > enough) return enough;
            above.CopyTo(before);
            row.CopyTo(above);
        }

        return above[other.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
