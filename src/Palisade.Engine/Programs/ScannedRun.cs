using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// Steps behind one another that scanners speak for. What could match is worked out for all of them at once, from what was found in each source, so that those
/// that are refuted, which are nearly all, are not even looked at.
/// </summary>
/// <param name="From">The first step.</param>
/// <param name="Count">How many.</param>
/// <param name="Sources">What they read.</param>
internal sealed record ScannedRun(int From, int Count, ImmutableArray<ScannedSource> Sources)
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
        for (var from = 0; from < steps.Length; from++)
        {
            var end = from;
            while (end < steps.Length && steps[end].Sources >= 0 && (end == from || !ChangesBodies(steps[end - 1].Test.Rule))) end++;
            if (end - from >= Fewest) runs.Add(Of(steps, from, end, sets, wordsOf));
            from = Math.Max(from, end - 1);
        }

        return runs.ToImmutable();
    }

    private static ScannedRun Of(ImmutableArray<ProgramStep> steps, int from, int end, ImmutableArray<ImmutableArray<ValueSource>> sets, Func<int, (int First, int Count)> wordsOf)
    {
        var asked = new Dictionary<(ValueSource Source, int Scanner), List<(int Condition, int Step)>>();
        for (var at = from; at < end; at++)
        {
            var step = steps[at];
            var condition = step.Condition - (wordsOf(step.Scanner).First * BitsOfAWord);
            foreach (var source in sets[step.Sources])
            {
                if (!asked.TryGetValue((source, step.Scanner), out var list)) asked[(source, step.Scanner)] = list = [];
                list.Add((condition, at - from));
            }
        }

        var sources = asked.Select(a => new ScannedSource(a.Key.Source, a.Key.Scanner, wordsOf(a.Key.Scanner).Count, a.Value));
        return new(from, end - from, [.. sources]);
    }

    // What such a rule changes is not to be read before it, as it would not be if the rules behind it were asked one by one.
    private static bool ChangesBodies(Rule rule) =>
        RuleLinks.ActionsOf(rule).Any(a => a is RuleAction.ForceRequestBody or RuleAction.SetBodyAccess or RuleAction.SetBodyLimit or RuleAction.SetBodyProcessor);
}
