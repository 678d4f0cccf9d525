using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Programs;

/// <summary>Arranges rules into a program.</summary>
internal sealed class ProgramBuilder
{
    private const int Unknown = -1;

    private readonly ScannerPlan _scanners = new();
    private readonly Dictionary<Operator, MatchCondition> _conditions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, TransformationChain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<(ValueSource, Selector?, TransformationChain), int> _feeds = [];
    private readonly List<Feed> _feedList = [];
    private readonly Dictionary<string, int> _feedSets = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<int>> _feedSetList = [];

    public InspectionProgram Build(ImmutableArray<PhaseStep> steps)
    {
        var plans = Enumerable.Range(1, RuleSet.PhaseCount).Select(phase => PhasePlan.Of(steps, phase)).ToArray();
        foreach (var plan in plans) Share(plan);
        var scanners = _scanners.Build();
        var phases = plans.Select(p => p.Rules.Select(r => new ProgramStep(Place(r.Rule), r.SkipTo)).ToImmutableArray()).ToArray();
        return new(phases, [.. plans.Select(p => p.Markers)], scanners, [.. _feedList], [.. _feedSetList]);
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

    private TransformationChain Chain(Rule rule) => Chain(rule.Transformations, rule.MultiMatch && !rule.Transformations.IsEmpty);

    private TransformationChain Chain(ImmutableArray<Transformation> steps, bool every)
    {
        // Two maps of urlDecodeUni have the same name: rule sets have one map at most.
        var key = (every ? "*" : "") + string.Join(',', steps.Select(t => t.Name));
        if (!_chains.TryGetValue(key, out var chain)) _chains[key] = chain = new(steps, every);
        return chain;
    }

    private int FeedSet(Rule rule, TransformationChain chain)
    {
        var feeds = rule.Targets.SelectMany(t => t.Sources.Select(s => Feed(s, t.Reads, chain))).Distinct().Order().ToImmutableArray();
        var key = string.Join(',', feeds);
        if (_feedSets.TryGetValue(key, out var known)) return known;
        _feedSetList.Add(feeds);
        return _feedSets[key] = _feedSetList.Count - 1;
    }

    private int Feed(ValueSource source, Selector? selector, TransformationChain chain)
    {
        if (_feeds.TryGetValue((source, selector, chain), out var known)) return known;
        ImmutableArray<int> later = selector is null ? [.. Enumerable.Range(1, Math.Max(0, chain.Steps.Length - 1)).Select(step => Feed(source, null, From(chain, step)))] : [];
        _feedList.Add(new(source, selector, chain) { Later = later });
        return _feeds[(source, selector, chain)] = _feedList.Count - 1;
    }

    private TransformationChain From(TransformationChain chain, int step) => Chain([.. chain.Steps.Skip(step).Select(s => s.Transformation)], chain.Every);
}
