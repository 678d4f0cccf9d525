using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>A step that is left: a rule, or changes of TX.</summary>
/// <param name="Rule">The rule; null for changes.</param>
/// <param name="Place">Where the rule stands among all of the phase; -1 for changes.</param>
/// <param name="SkipTo">Where the rule's jump leads among the steps that are left; -1 where it has none.</param>
/// <param name="Updates">The changes; null for a rule.</param>
internal readonly record struct FoldedStep(Rule? Rule, int Place, int SkipTo, TxUpdates? Updates);

/// <summary>One phase, folded from its first rule to its last.</summary>
internal sealed class PhaseFold
{
    private const int None = -1;

    private readonly PhasePlan _plan;
    private readonly HashSet<int> _places;
    private readonly Dictionary<int, TxFacts> _arriving = [];
    private readonly List<FoldedStep> _steps = [];
    private readonly TxReasoning _reasoning = new();
    private readonly ImmutableArray<TxUpdate>.Builder _changes = ImmutableArray.CreateBuilder<TxUpdate>();

    // What of the steps stands behind each place that rules jump to: one more than there are rules.
    private readonly int[] _placeOf;

    /// <param name="facts">What is known at its start; it is changed.</param>
    public PhaseFold(PhasePlan plan, TxFacts facts)
    {
        (_plan, Facts) = (plan, facts);
        _places = [.. plan.Rules.Select(r => r.SkipTo)];
        _placeOf = new int[plan.Rules.Length + 1];
    }

    /// <summary>The rules that are carried out by the changes and jumps that are left in their place.</summary>
    public List<RuleInfo> Carried { get; } = [];

    /// <summary>What is known here; null where no request comes.</summary>
    public TxFacts? Facts { get; private set; }

    /// <summary>Takes the next rule of the plan.</summary>
    public void Take(int at)
    {
        Arrive(at);
        if (Facts is null) return;
        var (rule, skipTo, _) = _plan.Rules[at];
        switch (_reasoning.Judge(rule, Facts))
        {
            case Foreseen.Never:
                return;
            case Foreseen.Always when rule.SkipAfter is null || IsClear(at, skipTo):
                Carried.Add(rule.Info);
                foreach (var change in _reasoning.Changes) Change(change);
                if (rule.SkipAfter is not null) Jump(skipTo, andStay: false);
                return;
            default:
                Keep(rule, at, skipTo);
                return;
        }
    }

    /// <summary>Takes the end of the phase; what is known there, or null where no request comes.</summary>
    public TxFacts? Finish()
    {
        Arrive(_plan.Rules.Length);
        Flush();
        return Facts;
    }

    /// <summary>The steps that are left.</summary>
    public ImmutableArray<FoldedStep> Steps() => [.. _steps.Select(s => s.SkipTo < 0 ? s : s with { SkipTo = _placeOf[s.SkipTo] })];

    // Changes that stand before a place to which rules jump are not for those who jump.
    private void Arrive(int at)
    {
        if (_places.Contains(at)) Flush();
        if (_arriving.Remove(at, out var arriving))
        {
            if (Facts is null) Facts = arriving;
            else Facts.Join(arriving);
        }

        _placeOf[at] = _steps.Count;
    }

    private void Keep(Rule rule, int at, int skipTo)
    {
        Flush();
        _steps.Add(new(rule, at, rule.SkipAfter is null ? None : skipTo, null));
        foreach (var number in RuleLinks.Written(rule)) Facts!.Weaken(number, TxFact.Present);
        foreach (var number in RuleLinks.Removed(rule)) Facts!.Weaken(number, default);

        if (rule.SkipAfter is not null) Jump(skipTo, andStay: true);
    }

    private void Change(TxUpdate change)
    {
        if (_changes.Count > 0 && _changes[0].IsKnown != change.IsKnown) Flush();
        _changes.Add(change);
        Facts!.Set(change.Number, !change.IsKnown ? TxFact.Present : change.Value is { } value ? new(TxFactKind.Known, value) : default);
    }

    private void Jump(int to, bool andStay)
    {
        if (_arriving.TryGetValue(to, out var others)) others.Join(Facts!);
        else _arriving[to] = andStay ? Facts!.Copy() : Facts!;
        if (!andStay) Facts = null;
    }

    // Whether nothing stays between a rule and where it surely jumps to: then leaving all of that out is the jump.
    private bool IsClear(int at, int skipTo) => !_arriving.Keys.Any(place => place > at && place < skipTo);

    private void Flush()
    {
        if (_changes.Count == 0) return;
        _steps.Add(new(null, None, None, new(_changes.ToImmutable())));
        _changes.Clear();
    }
}
