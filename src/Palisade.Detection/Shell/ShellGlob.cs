namespace Palisade.Detection.Shell;

/// <summary>Matches short names against shell patterns: <c>?</c>, <c>*</c>, <c>[...]</c>.</summary>
internal static class ShellGlob
{
    private const int LongestPattern = 48;

    /// <summary>True when the pattern has a wildcard and at least one letter of its own, and matches the whole name.</summary>
    public static bool Matches(ReadOnlySpan<byte> pattern, string name)
    {
        if (pattern.Length > LongestPattern || !pattern.ContainsAny((byte)'?', (byte)'*', (byte)'[')) return false;
        var (p, n, star, retry) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, name[n], out var next))
            {
                (p, n) = (next, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<byte> pattern, int at, char c, out int next)
    {
        next = at + 1;
        if (pattern[at] == '?') return true;
        if (pattern[at] != '[') return pattern[at] == c;
        var close = pattern[(at + 1)..].IndexOf((byte)']');
        if (close < 1) return pattern[at] == c;
        next = at + close + 2;
        var set = pattern.Slice(at + 1, close);
        var negated = set[0] is (byte)'!' or (byte)'^';
        if (negated) set = set[1..];
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-' ? c >= set[i] && c <= set[i + 2] : set[i] == c) return !negated;
        }

        return negated;
    }
}
