namespace Palisade.Cli.Terminal;

/// <summary>"Did you mean": the word somebody probably wanted to type.</summary>
internal static class Spelling
{
    /// <summary>The nearest word, or null when none is near: at most a third of the letters, and at most three, differ.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words)
    {
        var limit = Math.Clamp(typed.Trim('-').Length / 3, 1, 3);
        return words
            .Select(word => (word, distance: Distance(typed, word)))
            .Where(c => c.distance <= limit)
            .OrderBy(c => c.distance).ThenBy(c => c.word, StringComparer.Ordinal)
            .Select(c => c.word)
            .FirstOrDefault();
    }

    /// <summary>Edits (a letter put in, left out, changed, or two neighbours swapped) from one word to the other.</summary>
    public static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++) table[i, j] = Cell(table, a, b, i, j);
        }

        return table[a.Length, b.Length];
    }

    private static int Cell(int[,] table, string a, string b, int i, int j)
    {
        if (i is 0 || j is 0) return i + j;
        var best = Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1);
        best = Math.Min(best, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
