using Palisade.Engine.Operators;
using Palisade.Engine.Outcome;
using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>
/// Runs the rules of a phase one after another, each on each of its values, leaving out those that no value could match. Every
/// finding, variable, score and their order are those of the plain evaluation that the tests keep as the definition.
/// </summary>
internal sealed class PhaseEvaluator
{
    private const int LoggingPhase = 5;

    private readonly TransactionState _state;
    private readonly TransactionControl _control;
    private readonly MacroExpansion _macros;
    private readonly CandidateSets _candidates;
    private readonly StepCandidates _scanned;
    private readonly PlainTests _plain;
    private readonly ActionRunner _actions;
    private readonly RuleMatcher _matcher;
    private readonly KeptTexts _kept = new();
    private bool _keepSilent;
    private bool _folded;

    public PhaseEvaluator(TransactionState state, TransactionControl control)
    {
        (_state, _control) = (state, control);
        _macros = new(_state);
        _candidates = new(_state);
        _scanned = new(_candidates);
        _plain = new(state, control);
        _actions = new(state, control);
        _matcher = new(state, control, _candidates, _actions);
    }

    /// <summary>Starts a transaction.</summary>
    /// <param name="keepSilent">Whether rules with <c>nolog</c> leave findings too, for explanations.</param>
    public void Begin(bool keepSilent)
    {
        (_keepSilent, _folded) = (keepSilent, false);
        _candidates.Begin();
    }

    /// <summary>Ends a transaction.</summary>
    public void Clear()
    {
        _candidates.Clear();
        _scanned.Clear();
    }

    /// <summary>Runs a phase, 1 to 5. Phase 5 runs whatever was decided before, and decides nothing.</summary>
    public void Run(int phase)
    {
        if (_control.Mode is EngineMode.Off) return;
        if (phase != LoggingPhase && (_control.Interruption is not null || phase <= _control.AllowedThrough)) return;

        var budget = SearchBudget.OfThread;
        budget.Left = _state.PatternSteps;
        // Rules that are folded away leave no finding; and what is foreseen holds for who comes from the start and falls out of no phase.
        var folded = phase == 1 ? !_keepSilent && _state.Rules.Program.IsFolded : _folded;
        _folded = false;
        try
        {
            _folded = RunSteps(phase, folded);
        }
        finally
        {
            _kept.Clear();
            _state.PatternSteps = budget.Left;
            budget.Left = SearchBudget.Unlimited;
        }
    }

    // Gives back whether what is foreseen still holds.
    private bool RunSteps(int phase, bool folded)
    {
        _control.Skip = 0;
        _control.PhaseEnded = false;
        var program = _state.Rules.Program;
        _state.Values.BeginPhase();
        _state.Run.Detections.BeginPhase();
        _candidates.BeginPhase(program);
        var at = _control.SkipAfter is { } open ? Resume(program.First(phase, open)) : 0;
        var steps = (folded ? program.FoldedSteps(phase) : program.Steps(phase)).AsSpan();
        _scanned.Begin(program.Scanned(phase, folded));
        while ((uint)(at = Next(at, folded, out var could)) < (uint)steps.Length)
        {
            ref readonly var step = ref steps[at++];
            if (step.Updates is { } updates)
            {
                _actions.Make(updates);
                continue;
            }

            if (_control.Skip > 0)
            {
                _control.Skip--;
                continue;
            }

            if (_control.RemovedRules.Count > 0 && _control.IsRemoved(step.Test.Rule.Info)) continue;
            if ((could && step.Sources >= 0 ? IsPlainlyRefuted(step) : IsRefuted(step)) || !Matches(step.Test))
            {
                _state.Matched.Clear();
                continue;
            }

            Carry(step.Test.Rule, phase);
            if (folded && _control.Disturbs(program.Disturbing))
            {
                (folded, at) = (false, step.Place + 1);
                steps = program.Steps(phase).AsSpan();
                _scanned.Begin(program.Scanned(phase, folded));
            }

            if (Ended(phase)) break;
            if (_control.SkipAfter is not null) at = Resume(steps[at - 1].SkipTo);
        }

        return folded;
    }

    // Rules that are counted are looked at one by one; so are those that are removed, unless, as where rules are folded, none reads what the one before it matched: a rule that is not there
    // leaves that as it is. A skip whose marker is not there has left the phase: nothing follows.
    private int Next(int at, bool folded, out bool could)
    {
        could = false;
        if (at < 0 || _control.Skip > 0 || (!folded && _control.RemovedRules.Count > 0)) return at;
        var next = _scanned.Next(at, out could);
        if (next != at) _state.Matched.Clear();
        return next;
    }

    // A marker that is not there leaves the skip open, for the phases that follow.
    private int Resume(int at)
    {
        if (at >= 0) _control.SkipAfter = null;
        return at;
    }

    private bool Ended(int phase) =>
        _control.Mode is EngineMode.Off
        || (phase != LoggingPhase && (_control.Interruption is not null || _control.PhaseEnded || phase <= _control.AllowedThrough));

    // Says of most rules that they do not match, from what stands in the step.
    private bool IsRefuted(in ProgramStep step)
    {
        if (step.Sources >= 0) return !_candidates.Has(step.Sources, step.Condition, step.Scanner) || IsPlainlyRefuted(step);
        if (step.TxName < 0) return IsPlainlyRefuted(step);
        return !_state.Tx.TryGet(step.TxName, out var value) || (DecimalNumber.Parse(value.Span) is var number && (number < step.Low || number > step.High));
    }

    private bool IsPlainlyRefuted(in ProgramStep step) => step.Plain is { } plain && _plain.Refutes(plain, step.Test);

    private bool Matches(RuleTest test)
    {
        _state.Current = test.Rule.Info;
        return _matcher.Match(test);
    }

    private void Carry(Rule rule, int phase)
    {
        if (rule.Info.Severity is { } severity && severity < _state.HighestSeverity) _state.HighestSeverity = severity;
        _control.Skip = rule.Skip;
        _control.SkipAfter = rule.SkipAfter;
        if (phase != LoggingPhase) Decide(rule);
        if (rule.Log || rule.AuditLog || _keepSilent) _control.Find(Finding(rule));
    }

    private void Decide(Rule rule)
    {
        var disruption = rule.Disruption;
        if (disruption.Kind is DisruptionKind.Pass or DisruptionKind.Block) return;
        if (_control.Mode is EngineMode.On) Carry(disruption, rule.Info);
        else _control.WouldInterrupt ??= Interruption(disruption, rule.Info);
    }

    private void Carry(Disruption disruption, RuleInfo rule)
    {
        switch (disruption.Kind)
        {
            case DisruptionKind.Allow:
                _control.AllowedThrough = LoggingPhase - 1;
                break;
            case DisruptionKind.AllowRequest:
                _control.AllowedThrough = Math.Max(_control.AllowedThrough, 2);
                break;
            case DisruptionKind.AllowPhase:
                _control.PhaseEnded = true;
                break;
            default:
                _control.Interruption = Interruption(disruption, rule);
                break;
        }
    }

    private Interruption? Interruption(Disruption disruption, RuleInfo rule)
    {
        var kind = disruption.Kind switch
        {
            DisruptionKind.Deny => InterruptionKind.Deny,
            DisruptionKind.Drop => InterruptionKind.Drop,
            DisruptionKind.Redirect => InterruptionKind.Redirect,
            _ => (InterruptionKind?)null,
        };
        if (kind is null) return null;
        var location = disruption.Location is { } text ? _macros.ExpandText(text) : null;
        return new(kind.Value, disruption.Status, location, rule.Id, rule.Phase);
    }

    // Texts are expanded when the whole chain has matched, so that they may speak of what its last link found.
    private Finding Finding(Rule rule)
    {
        var message = rule.Message;
        var data = rule.LogData;
        for (var link = rule.Next; link is not null; link = link.Next)
        {
            message = link.Message ?? message;
            data = link.LogData ?? data;
        }

        var values = new List<MatchedValue>();
        foreach (ref readonly var match in _matcher.Values) values.Add(match.Keep(_kept));
        return new(
            rule.Info,
            message is null ? "" : _macros.ExpandText(message),
            data is null ? "" : _macros.ExpandText(data),
            values,
            rule.Log,
            rule.AuditLog,
            rule.Disruption.Kind is DisruptionKind.Deny or DisruptionKind.Drop or DisruptionKind.Redirect);
    }
}
