using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Palisade.Engine.Operators;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Arranges rules into a program.</summary>
internal sealed class ProgramBuilder
{
    private const int Unknown = -1;

    private readonly ProgramBuilder? _basis;
    private readonly ScannerPlan _scanners;
    private readonly ChainTable _chains;
    private readonly SourceTable _sources;
    private readonly RecogniserLeads _leads;

    // Some operators make their condition anew each time they are asked.
    private readonly ConcurrentDictionary<Operator, MatchCondition> _conditions;
    private readonly Dictionary<Rule, RuleTest> _tests = new(ReferenceEqualityComparer.Instance);
    private InspectionProgram? _built;

    /// <param name="basis">The builder of a program whose rules are mostly the same: what it placed is used as it is. It has built, and is only read. Or null.</param>
    /// <param name="conditions">Of operators that were read ahead; of others it is added when they are placed.</param>
    public ProgramBuilder(ProgramBuilder? basis, ConcurrentDictionary<Operator, MatchCondition> conditions)
    {
        (_basis, _conditions) = (basis, conditions);
        _scanners = new(basis?._scanners);
        _chains = new(basis?._chains);
        _sources = new(basis?._sources);
        _leads = new(basis?._leads);
    }

    /// <summary>Once.</summary>
    public InspectionProgram Build(ImmutableArray<PhaseStep> steps)
    {
        var plans = Enumerable.Range(1, RuleSet.PhaseCount).Select(phase => PhasePlan.Of(steps, phase)).ToArray();
        foreach (var plan in plans) Share(plan);
        var scanners = _scanners.Build();
        var phases = plans.Select((plan, i) => Phase(plan, i + 1)).ToArray();
        var folding = Folding.Of(plans);
        var folded = folding?.Steps.Select((steps, i) => Folded([.. steps.Select(Step)], b => b.IsFolded ? b.FoldedSteps(i + 1) : default)).ToArray();
        var (forms, sets) = _sources.Finish(scanners);
        return _built = new(_basis?._built, _chains.Triggers, phases, folded, new([.. plans.Select(p => p.Markers)], _basis?._built!.Markers), scanners, forms, sets) { Disturbing = folding?.Disturbing ?? [] };
    }

    /// <summary>Whether what an operator needs is known.</summary>
    public bool Knows(Operator op) => IsRead(op, out _);

    private void Share(PhasePlan plan)
    {
        foreach (var (rule, _, jumps) in plan.Rules)
        {
            for (var link = rule; link is not null && !IsPlaced(link, out _); link = link.Next)
            {
                if (Condition(link, _chains.Of(link)) is { } condition) _scanners.Add(condition, ScannerPlan.ScannerFor(condition, rule.Info.Phase, jumps));
            }
        }
    }

    private PhaseSteps Phase(PhasePlan plan, int phase)
    {
        var steps = new PhaseSteps([.. plan.Rules.Select(r => Place(r.Rule))], [.. plan.Rules.Select(r => r.SkipTo)]);
        return _basis?._built!.Phase(phase) is { } known && known.IsLike(steps) ? known : steps;
    }

    private ProgramStep Step(FoldedStep step) => step.Updates is { } updates ? new(updates) : new(Place(step.Rule!), step.Place, step.SkipTo);

    // Steps that are those of the basis are shared with it.
    private ImmutableArray<ProgramStep> Folded(ProgramStep[] steps, Func<InspectionProgram, ImmutableArray<ProgramStep>> known) =>
        _basis is not null && known(_basis._built!) is { IsDefault: false } same && same.AsSpan().SequenceEqual(steps) ? same : ImmutableCollectionsMarshal.AsImmutableArray(steps);

    private bool IsPlaced(Rule rule, out RuleTest? test)
    {
        test = null;
        return (_basis is not null && _basis._tests.TryGetValue(rule, out test)) || _tests.TryGetValue(rule, out test);
    }

    private RuleTest Place(Rule rule) => IsPlaced(rule, out var known) ? known! : _tests[rule] = Test(rule);

    private RuleTest Test(Rule rule)
    {
        var chain = _chains.Of(rule);
        var scanned = _chains.WithoutCase(chain);
        var next = rule.Next is null ? null : Place(rule.Next);
        var (leads, follows) = _leads.Take(rule, chain);
        if (Condition(rule, chain) is not { } required) return new(rule, chain, scanned, Unknown, Unknown, Unknown, leads, follows, next);
        var (condition, scanner) = _scanners.Find(required);
        if (!rule.Negated) _sources.Add(rule, scanned, required.Condition, condition, scanner);
        var everywhere = !rule.Negated && rule.Targets.All(t => !t.Count && !t.Sources.IsEmpty);
        return new(rule, chain, scanned, condition, scanner, everywhere ? _sources.SetOf(rule) : Unknown, leads, follows, next);
    }

    private AskedCondition? Condition(Rule rule, TransformationChain chain)
    {
        if (rule.Operator is not { } op) return null;
        if (!IsRead(op, out var condition)) _conditions[op] = condition = op.Condition;
        return condition!.HasGroups ? new(condition, op, chain, rule.Targets.All(t => t.Variable is VariableId.FILES_EXCERPT)) : null;
    }

    private bool IsRead(Operator op, out MatchCondition? condition) =>
        _conditions.TryGetValue(op, out condition) || (_basis is not null && _basis._conditions.TryGetValue(op, out condition));
}
