using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>
/// Runs the rules of a phase one after another, each on each of its values: the definition of what a rule set means.
/// A faster evaluator must agree with this one in every finding, variable, score and order.
/// </summary>
/// <param name="keepSilent">Whether rules with <c>nolog</c> leave findings too, for explanations.</param>
internal sealed class PhaseEvaluator(RuleSet rules, TransactionState state, TransactionControl control, bool keepSilent)
{
    private const int LoggingPhase = 5;

    private readonly VariableReader _reader = new(state);
    private readonly RuleMatcher _matcher = new(state, control);
    private readonly ActionRunner _actions = new(state, control);

    /// <summary>Runs a phase, 1 to 5. Phase 5 runs whatever was decided before, and decides nothing.</summary>
    public void Run(int phase)
    {
        if (control.Mode is EngineMode.Off) return;
        if (phase != LoggingPhase && (control.Interruption is not null || phase <= control.AllowedThrough)) return;

        control.Skip = 0;
        control.PhaseEnded = false;
        foreach (var step in rules.Steps(phase))
        {
            if (step.Marker is not null)
            {
                if (step.Marker == control.SkipAfter) control.SkipAfter = null;
                continue;
            }

            if (control.SkipAfter is not null) continue;
            if (control.Skip > 0) control.Skip--;
            else if (!control.IsRemoved(step.Rule!.Info)) Evaluate(step.Rule, phase);
            if (Ended(phase)) return;
        }
    }

    private bool Ended(int phase) =>
        control.Mode is EngineMode.Off
        || (phase != LoggingPhase && (control.Interruption is not null || control.PhaseEnded || phase <= control.AllowedThrough));

    private void Evaluate(Rule rule, int phase)
    {
        state.Current = rule.Info;
        var values = _matcher.Match(rule, _actions);
        if (values is null)
        {
            state.Matched.Clear();
            return;
        }

        if (rule.Info.Severity is { } severity && severity < state.HighestSeverity) state.HighestSeverity = severity;
        control.Skip = rule.Skip;
        control.SkipAfter = rule.SkipAfter;
        if (phase != LoggingPhase) Decide(rule);
        if (rule.Log || rule.AuditLog || keepSilent) control.Findings.Add(Finding(rule, values));
    }

    private void Decide(Rule rule)
    {
        var disruption = rule.Disruption;
        if (disruption.Kind is DisruptionKind.Pass or DisruptionKind.Block) return;
        if (control.Mode is EngineMode.On) Carry(disruption, rule.Info);
        else control.WouldInterrupt ??= Interruption(disruption, rule.Info);
    }

    private void Carry(Disruption disruption, RuleInfo rule)
    {
        switch (disruption.Kind)
        {
            case DisruptionKind.Allow:
                control.AllowedThrough = LoggingPhase - 1;
                break;
            case DisruptionKind.AllowRequest:
                control.AllowedThrough = Math.Max(control.AllowedThrough, 2);
                break;
            case DisruptionKind.AllowPhase:
                control.PhaseEnded = true;
                break;
            default:
                control.Interruption = Interruption(disruption, rule);
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
        var location = disruption.Location is { } text ? MacroExpansion.ExpandText(text, _reader) : null;
        return new(kind.Value, disruption.Status, location, rule.Id, rule.Phase);
    }

    // Texts are expanded when the whole chain has matched, so that they may speak of what its last link found.
    private Finding Finding(Rule rule, IReadOnlyList<MatchedValue> values)
    {
        var message = rule.Message;
        var data = rule.LogData;
        for (var link = rule.Next; link is not null; link = link.Next)
        {
            message = link.Message ?? message;
            data = link.LogData ?? data;
        }

        return new(
            rule.Info,
            message is null ? "" : MacroExpansion.ExpandText(message, _reader),
            data is null ? "" : MacroExpansion.ExpandText(data, _reader),
            values,
            rule.Log,
            rule.AuditLog,
            rule.Disruption.Kind is DisruptionKind.Deny or DisruptionKind.Drop or DisruptionKind.Redirect);
    }
}
