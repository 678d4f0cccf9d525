using System.Collections.Immutable;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>Arranges rules into a program.</summary>
internal sealed class ProgramBuilder
{
    private const int Unknown = -1;

    private readonly List<MatchCondition> _conditions = [];
    private readonly Dictionary<MatchCondition, int> _conditionOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, TransformationChain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<Feed, int> _feeds = [];
    private readonly Dictionary<string, int> _feedSets = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<int>> _feedSetList = [];

    public InspectionProgram Build(ImmutableArray<PhaseStep> steps)
    {
        var phases = new ImmutableArray<ProgramStep>[RuleSet.PhaseCount];
        var markers = new Dictionary<string, int>[RuleSet.PhaseCount];
        for (var phase = 1; phase <= RuleSet.PhaseCount; phase++) (phases[phase - 1], markers[phase - 1]) = Phase(steps, phase);
        return new(phases, markers, Scanner.Build(_conditions), [.. _feeds.Keys], [.. _feedSetList]);
    }

    private (ImmutableArray<ProgramStep> Steps, Dictionary<string, int> Markers) Phase(ImmutableArray<PhaseStep> steps, int phase)
    {
        // From the back, so that the marker a jump looks for is the next one of that name.
        var later = new Dictionary<string, int>(StringComparer.Ordinal);
        var reversed = new List<ProgramStep>();
        var count = steps.Count(s => s.Rule?.Info.Phase == phase);
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].Marker is { } marker)
            {
                later[marker] = count - reversed.Count;
            }
            else if (steps[i].Rule!.Info.Phase == phase)
            {
                var rule = steps[i].Rule!;
                reversed.Add(new(Place(rule), rule.SkipAfter is { } label ? later.GetValueOrDefault(label, Unknown) : Unknown));
            }
        }

        reversed.Reverse();
        return ([.. reversed], later);
    }

    private RuleTest Place(Rule rule)
    {
        var chain = Chain(rule);
        var next = rule.Next is null ? null : Place(rule.Next);
        if (Condition(rule) is not (>= 0 and var condition)) return new(rule, chain, Unknown, Unknown, next);
        var everywhere = !rule.Negated && rule.Targets.All(t => !t.Count && !t.Sources.IsEmpty);
        return new(rule, chain, condition, everywhere ? FeedSet(rule, chain) : Unknown, next);
    }

    private int Condition(Rule rule)
    {
        if (rule.Operator?.Condition is not { HasGroups: true } condition) return Unknown;
        if (_conditionOf.TryGetValue(condition, out var known)) return known;
        _conditions.Add(condition);
        return _conditionOf[condition] = _conditions.Count - 1;
    }

    private TransformationChain Chain(Rule rule)
    {
        var every = rule.MultiMatch && !rule.Transformations.IsEmpty;
        // Two maps of urlDecodeUni have the same name: rule sets have one map at most.
        var key = (every ? "*" : "") + string.Join(',', rule.Transformations.Select(t => t.Name));
        if (!_chains.TryGetValue(key, out var chain)) _chains[key] = chain = new(rule.Transformations, every);
        return chain;
    }

    private int FeedSet(Rule rule, TransformationChain chain)
    {
        var feeds = rule.Targets.SelectMany(t => t.Sources.Select(s => Feed(new(s, t.Reads, chain)))).Distinct().Order().ToImmutableArray();
        var key = string.Join(',', feeds);
        if (_feedSets.TryGetValue(key, out var known)) return known;
        _feedSetList.Add(feeds);
        return _feedSets[key] = _feedSetList.Count - 1;
    }

    private int Feed(Feed feed)
    {
        if (_feeds.TryGetValue(feed, out var known)) return known;
        return _feeds[feed] = _feeds.Count;
    }
}
