using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// Carries out beforehand what rules do alike for every request. The CRS tests and sets some eighty variables of TX before it looks at the request, and jumps
/// over the rules of higher paranoia levels: all of that is known when the rules are loaded. What is left are the other rules, with changes of TX between them.
/// </summary>
/// <remarks>
/// Sound for transactions that begin with phase 1, leave no phase by a fault of the engine, and remove none of the rules that are carried out. One that removes such a rule goes on with
/// all rules from there: up to there both are the same. Whether another rule is removed or does not match is all one. Facts hold whatever way a transaction takes through the rules: where ways meet, only what both agree on is kept. A
/// step that is left out would not have matched, or is in the changes.
/// </remarks>
internal sealed class Folding
{
    private const int LastPhase = RuleSet.PhaseCount;

    // What is known when a phase starts, by its number; null while nothing leads there.
    private readonly TxFacts?[] _starts = new TxFacts?[LastPhase + 1];
    private readonly List<RuleInfo> _carried = [];

    private Folding(IReadOnlyList<PhasePlan> plans)
    {
        _starts[1] = new(RuleLinks.NamesPutTogether(plans.SelectMany(p => p.Rules.Select(r => r.Rule))));
        Steps = [.. plans.Select((plan, i) => Fold(plan, i + 1))];
        var removals = plans.SelectMany(p => p.Rules).SelectMany(r => RuleLinks.ActionsOf(r.Rule)).OfType<RuleAction.RemoveRules>();
        Disturbing = [.. removals.Select(r => r.Filter).Where(filter => _carried.Exists(filter.Includes))];
    }

    /// <summary>The steps of each phase.</summary>
    public IReadOnlyList<ImmutableArray<FoldedStep>> Steps { get; }

    /// <summary>What of <c>ctl:ruleRemoveById</c> and its like in the rules takes away a rule that is carried out: behind it nothing that was foreseen holds.</summary>
    public RuleFilter[] Disturbing { get; }

    /// <summary>Folds; null where the rules are of a kind for which nothing is foreseen.</summary>
    public static Folding? Of(IReadOnlyList<PhasePlan> plans) => plans.Any(p => p.Rules.Any(IsBeyondUs)) ? null : new(plans);

    // Counted skips would count other rules; a jump that stays open leads into the midst of another phase; what matched last may be a rule that is left out.
    private static bool IsBeyondUs((Rule Rule, int SkipTo, int Jumps) step) =>
        step.Rule.Skip > 0 || (step.Rule.SkipAfter is not null && step.SkipTo < 0) || RuleLinks.ReadsLastMatch(step.Rule);

    private ImmutableArray<FoldedStep> Fold(PhasePlan plan, int phase)
    {
        // A connector may leave a phase out, but not the first.
        if (phase > 2) Leave(_starts[phase - 1]!, phase);
        var fold = new PhaseFold(plan, _starts[phase]!.Copy());
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            fold.Take(i);
            if (fold.Facts is { } facts) NoteExits(plan.Rules[i].Rule.Disruption.Kind, facts, phase);
        }

        if (fold.Finish() is { } end && phase < LastPhase) Leave(end, phase + 1);
        _carried.AddRange(fold.Carried);
        return fold.Steps();
    }

    private void NoteExits(DisruptionKind kind, TxFacts facts, int phase)
    {
        if (phase == LastPhase || kind is DisruptionKind.Pass or DisruptionKind.Block) return;
        Leave(facts, LastPhase);
        if (kind is DisruptionKind.AllowPhase) Leave(facts, phase + 1);
        if (kind is DisruptionKind.AllowRequest && phase < 3) Leave(facts, 3);
    }

    private void Leave(TxFacts facts, int phase)
    {
        if (_starts[phase] is { } known) known.Join(facts);
        else _starts[phase] = facts.Copy();
    }
}
