using System.Text;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>What <c>evidence</c> means, written as it is said: the heaviest first, and nothing that is covered by what counts already.</summary>
internal sealed class ReferenceEvidence
{
    private readonly List<(RuleInfo Rule, string Kind, int Weight, MatchedValue? Match)> _all = [];

    public int Add(RuleInfo rule, string kind, int weight, IReadOnlyList<MatchedValue> matched)
    {
        IEnumerable<MatchedValue?> places = matched.Count == 0 ? [null] : [.. matched.Take(8)];
        foreach (var match in places)
        {
            if (_all.Count < 64) _all.Add((rule, kind, weight, match));
        }

        var counted = new List<(RuleInfo Rule, string Kind, int Weight, MatchedValue? Match)>();
        foreach (var next in _all.Where(e => e.Rule.Phase <= 2 == rule.Phase <= 2).OrderByDescending(e => e.Weight))
        {
            if (!counted.Exists(c => Covers(c, next))) counted.Add(next);
        }

        return counted.Sum(c => c.Weight);
    }

    private static bool Covers((RuleInfo Rule, string Kind, int Weight, MatchedValue? Match) counted, (RuleInfo Rule, string Kind, int Weight, MatchedValue? Match) next)
    {
        if (ReferenceEquals(counted.Rule, next.Rule)) return true;
        var evasions = new[] { counted.Kind, next.Kind }.Count(k => k == "DETECTION_EVASION");
        if (evasions > 0) return evasions == 2;
        if (counted.Match?.Name == next.Match?.Name)
            return next.Weight < 3 || counted.Kind == next.Kind || counted.Match is null || !SameText(counted.Match, next.Match!) || Meet(counted.Match, next.Match!) || Within(counted.Match, next.Match!);
        return counted.Match is not null && next.Match is not null && Within(counted.Match, next.Match);
    }

    private static bool SameText(MatchedValue one, MatchedValue other) => one.Transformed.Span.SequenceEqual(other.Transformed.Span);

    private static bool Meet(MatchedValue one, MatchedValue other)
    {
        var text = Text(one.Transformed);
        var (first, second) = (text.IndexOf(Text(one.Match), StringComparison.Ordinal), text.IndexOf(Text(other.Match), StringComparison.Ordinal));
        return Enumerable.Range(first, Math.Max(1, one.Match.Length)).Intersect(Enumerable.Range(second, Math.Max(1, other.Match.Length))).Any();
    }

    private static bool Within(MatchedValue one, MatchedValue other)
    {
        string[] parts = [.. new[] { Text(one.Match), Text(other.Match) }.Select(t => t[..Math.Min(t.Length, 256)]).OrderBy(t => t.Length)];
        return parts[0].Length > 0 && parts[1].Contains(parts[0], StringComparison.Ordinal);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
