using System.Text.RegularExpressions;

namespace Palisade.Engine.Patterns;

/// <summary>
/// The second try for a pattern whose backtracking search ran out of its time: .NET's automaton, which needs time in proportion to the value. One automaton
/// can take megabytes, so the process keeps a few, those used last.
/// </summary>
internal static class LinearMatcher
{
    private const int MostKept = 12;

    private static readonly Lock Gate = new();
    private static readonly LinkedList<(DotNetPattern Pattern, Regex? Regex)> Kept = [];

    /// <summary>The automaton of a pattern, or null when there cannot be one: it has constructs that no automaton can run, or would be too big.</summary>
    public static Regex? Find(DotNetPattern pattern, TimeSpan timeLimit)
    {
        // .NET 10's automaton misses matches after \B.
        if (pattern.AsksForNoBoundary) return null;
        lock (Gate)
        {
            for (var node = Kept.First; node is not null; node = node.Next)
            {
                if (!ReferenceEquals(node.Value.Pattern, pattern)) continue;
                Kept.Remove(node);
                Kept.AddFirst(node);
                return node.Value.Regex;
            }
        }

        var regex = Build(pattern, timeLimit);
        lock (Gate)
        {
            Kept.AddFirst((pattern, regex));
            if (Kept.Count > MostKept) Kept.RemoveLast();
        }

        return regex;
    }

    private static Regex? Build(DotNetPattern pattern, TimeSpan timeLimit)
    {
        try
        {
            return new Regex(pattern.Text, DotNetPattern.Options | RegexOptions.NonBacktracking, timeLimit);
        }
        catch (NotSupportedException)
        {
            // Answers both for constructs and for size; there is no other way to ask.
            return null;
        }
    }
}
