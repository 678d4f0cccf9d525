namespace Palisade.SecLang.Files;

/// <summary>A pattern for one name: <c>*</c>, <c>?</c> and <c>[a-z]</c>, <c>[!a-z]</c>. A leading dot must be written out, as in a shell.</summary>
internal sealed class GlobPattern(string pattern)
{
    /// <summary>Whether the text has no wildcard.</summary>
    public static bool IsPlain(string text) => text.AsSpan().IndexOfAny('*', '?', '[') < 0;

    public bool IsMatch(ReadOnlySpan<char> name)
    {
        if (name is ['.', ..] && pattern is not ['.', ..]) return false;

        // One star is remembered at a time: a later one makes every choice of an earlier one as good as any other.
        var (at, inName, star, starName) = (0, 0, -1, 0);
        while (inName < name.Length)
        {
            if (at < pattern.Length && pattern[at] is '*')
            {
                (star, starName) = (at++, inName);
            }
            else if (at < pattern.Length && MatchOne(name[inName], at, out var next))
            {
                at = next;
                inName++;
            }
            else if (star >= 0)
            {
                (at, inName) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }

    private bool MatchOne(char c, int at, out int next)
    {
        next = at + 1;
        if (pattern[at] is '?') return true;
        var close = pattern[at] is '[' ? pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) : -1;
        if (close < 0) return pattern[at] == c;

        next = close + 1;
        var inverted = pattern[at + 1] is '!' or '^';
        return InSet(c, pattern.AsSpan(at + (inverted ? 2 : 1), close - at - (inverted ? 2 : 1))) != inverted;
    }

    private static bool InSet(char c, ReadOnlySpan<char> set)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] is '-')
            {
                if (c >= set[i] && c <= set[i + 2]) return true;
                i += 2;
            }
            else if (c == set[i])
            {
                return true;
            }
        }

        return false;
    }
}
