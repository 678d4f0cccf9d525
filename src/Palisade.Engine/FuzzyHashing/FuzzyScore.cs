namespace Palisade.Engine.FuzzyHashing;

/// <summary>How alike two digests are, as <c>ssdeep</c> scores them: 0 (nothing in common) to 100 (the same digest).</summary>
internal static class FuzzyScore
{
    // From this block size on, a common run of seven letters is long enough to be trusted whatever its score.
    private const uint TrustedBlockSize = (99 + RollingSum.Window) / RollingSum.Window * FuzzyDigest.MinBlockSize;

    /// <summary>The score. Digests whose block sizes are more than a factor of two apart have none.</summary>
    public static int Compare(FuzzyDigest first, FuzzyDigest second)
    {
        var (a, b) = (Shorten(first), Shorten(second));
        if (a == b) return 100;
        if (a.BlockSize == b.BlockSize)
            return Math.Max(Score(a.Pieces, b.Pieces, a.BlockSize), Score(a.DoublePieces, b.DoublePieces, a.BlockSize * 2));
        if ((ulong)a.BlockSize * 2 == b.BlockSize) return Score(b.Pieces, a.DoublePieces, b.BlockSize);
        return a.BlockSize == (ulong)b.BlockSize * 2 ? Score(a.Pieces, b.DoublePieces, a.BlockSize) : 0;
    }

    private static FuzzyDigest Shorten(FuzzyDigest digest) =>
        digest with { Pieces = Shorten(digest.Pieces), DoublePieces = Shorten(digest.DoublePieces) };

    // Runs of one letter say little: three stand for any number.
    private static string Shorten(string pieces) =>
        string.Concat(pieces.Where((c, i) => i < 3 || c != pieces[i - 1] || c != pieces[i - 2] || c != pieces[i - 3]));

    private static int Score(string a, string b, uint blockSize)
    {
        if (a.Length > FuzzyDigest.MaxPieces || b.Length > FuzzyDigest.MaxPieces || !ShareRun(a, b)) return 0;
        var distance = Distance(a, b) * FuzzyDigest.MaxPieces / (a.Length + b.Length);
        var score = 100 - (100 * distance / FuzzyDigest.MaxPieces);
        if (blockSize >= TrustedBlockSize) return score;
        return (int)Math.Min(score, blockSize / FuzzyDigest.MinBlockSize * Math.Min(a.Length, b.Length));
    }

    private static bool ShareRun(string a, string b)
    {
        for (var at = 0; at + RollingSum.Window <= a.Length; at++)
        {
            if (b.AsSpan().Contains(a.AsSpan(at, RollingSum.Window), StringComparison.Ordinal)) return true;
        }

        return false;
    }

    // Letters inserted and removed; one replaced costs two.
    private static int Distance(string a, string b)
    {
        Span<int> above = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = above[0];
            above[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 2);
                diagonal = above[j];
                above[j] = Math.Min(replaced, Math.Min(above[j], above[j - 1]) + 1);
            }
        }

        return above[b.Length];
    }
}
