using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Arranges rules into a program.</summary>
internal sealed class ProgramBuilder
{
    private const int Unknown = -1;

    private readonly ScannerPlan _scanners = new();
    private readonly Dictionary<Operator, MatchCondition> _conditions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, TransformationChain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<Feed, int> _feeds = [];
    private readonly Dictionary<string, int> _feedSets = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<int>> _feedSetList = [];

    public InspectionProgram Build(ImmutableArray<PhaseStep> steps)
    {
        var plans = Enumerable.Range(1, RuleSet.PhaseCount).Select(phase => PhasePlan.Of(steps, phase)).ToArray();
        foreach (var plan in plans) Share(plan);
        var scanners = _scanners.Build();
        var phases = plans.Select(p => p.Rules.Select(r => new ProgramStep(Place(r.Rule), r.SkipTo)).ToImmutableArray()).ToArray();
        return new(phases, [.. plans.Select(p => p.Markers)], scanners, [.. _feeds.Keys], [.. _feedSetList]);
    }

    private void Share(PhasePlan plan)
    {
        foreach (var (rule, _, jumps) in plan.Rules)
        {
            for (var link = rule; link is not null; link = link.Next)
            {
                if (Condition(link) is { } condition) _scanners.Add(condition, ScannerPlan.ScannerFor(rule.Info.Phase, jumps));
            }
        }
    }

    private RuleTest Place(Rule rule)
    {
        var chain = Chain(rule);
        var next = rule.Next is null ? null : Place(rule.Next);
        if (Condition(rule) is not { } required) return new(rule, chain, Unknown, Unknown, Unknown, next);
        var (condition, scanner) = _scanners.Find(required);
        var everywhere = !rule.Negated && rule.Targets.All(t => !t.Count && !t.Sources.IsEmpty);
        return new(rule, chain, condition, scanner, everywhere ? FeedSet(rule, chain) : Unknown, next);
    }

    private MatchCondition? Condition(Rule rule)
    {
        if (rule.Operator is not { } op) return null;
        if (!_conditions.TryGetValue(op, out var condition)) _conditions[op] = condition = op.Condition;
        return condition.HasGroups ? condition : null;
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
