using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// Steps behind one another of which scanners speak for most. What could match is worked out for all of those at once, from what was found in each source, so that those
/// that are refuted, which are nearly all, are not even looked at.
/// </summary>
/// <param name="From">The first step.</param>
/// <param name="Count">How many.</param>
/// <param name="Others">A bit for each step that no scanner speaks for: each of those is looked at.</param>
/// <param name="Sources">What the others read.</param>
internal sealed record ScannedRun(int From, int Count, ImmutableArray<ulong> Others, ImmutableArray<ScannedSource> Sources)
{
    // Fewer are asked one by one as cheaply.
    private const int Fewest = 8;
    private const int BitsOfAWord = 64;

    /// <summary>The runs among the steps of a phase.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="sets">The lists of sources, by number.</param>
    /// <param name="wordsOf">The words of a scanner's answer, by its number.</param>
    public static ImmutableArray<ScannedRun> Of(ImmutableArray<ProgramStep> steps, ImmutableArray<ImmutableArray<ValueSource>> sets, Func<int, (int First, int Count)> wordsOf)
    {
        var runs = ImmutableArray.CreateBuilder<ScannedRun>();
        var targets = steps.Select(s => s.SkipTo).ToHashSet();
        for (var from = 0; from < steps.Length; from++)
        {
            if (steps[from].Sources < 0) continue;
            var end = EndOf(steps, from, targets);
            if (steps[from..end].Count(s => s.Sources >= 0) >= Fewest) runs.Add(Of(steps, from, end, sets, wordsOf));
            from = end - 1;
        }

        return runs.ToImmutable();
    }

    // Behind the last step that a scanner speaks for, of those that come whatever the steps before them do. Where a jump ends another run begins: what it leaves out is not to be scanned for.
    private static int EndOf(ImmutableArray<ProgramStep> steps, int from, HashSet<int> targets)
    {
        var end = from + 1;
        for (var at = from; at < steps.Length && (at == from || !targets.Contains(at)); at++)
        {
            if (steps[at].Sources >= 0) end = at + 1;
            if (steps[at].Test is { Rule: var rule } && (ChangesBodies(rule) || rule.SkipAfter is not null)) break;
        }

        return end;
    }

    private static ScannedRun Of(ImmutableArray<ProgramStep> steps, int from, int end, ImmutableArray<ImmutableArray<ValueSource>> sets, Func<int, (int First, int Count)> wordsOf)
    {
        var asked = new Dictionary<(ValueSource Source, int Scanner), List<(int Condition, int Step)>>();
        var others = new ulong[(end - from + BitsOfAWord - 1) / BitsOfAWord];
        for (var at = from; at < end; at++)
        {
            var step = steps[at];
            if (step.Sources < 0)
            {
                others[(at - from) / BitsOfAWord] |= 1UL << ((at - from) % BitsOfAWord);
                continue;
            }

            var condition = step.Condition - (wordsOf(step.Scanner).First * BitsOfAWord);
            foreach (var source in sets[step.Sources])
            {
                if (!asked.TryGetValue((source, step.Scanner), out var list)) asked[(source, step.Scanner)] = list = [];
                list.Add((condition, at - from));
            }
        }

        var sources = asked.Select(a => new ScannedSource(a.Key.Source, a.Key.Scanner, wordsOf(a.Key.Scanner).Count, a.Value));
        return new(from, end - from, [.. others], [.. sources]);
    }

    // What such a rule changes is not to be read before it, as it would not be if the rules behind it were asked one by one.
    private static bool ChangesBodies(Rule rule) =>
        RuleLinks.ActionsOf(rule).Any(a => a is RuleAction.ForceRequestBody or RuleAction.SetBodyAccess or RuleAction.SetBodyLimit or RuleAction.SetBodyProcessor);
}
