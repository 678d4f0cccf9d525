using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Runs the rules of a phase one after another, and decides.</summary>
/// <param name="keepSilent">Whether rules with <c>nolog</c> leave findings too.</param>
internal sealed class ReferencePhases(RuleSet rules, ReferenceState state, bool keepSilent)
{
    private const int LoggingPhase = 5;

    private readonly ReferenceVariables _variables = new(state);
    private readonly ReferenceRules _rules = new(state);

    /// <summary>Runs a phase, 1 to 5. Phase 5 runs whatever was decided before, and decides nothing.</summary>
    public void Run(int phase)
    {
        state.Skip = 0;
        state.PhaseEnded = false;
        foreach (var step in rules.Steps(phase))
        {
            if (IsOver(phase)) return;
            if (step.Marker is { } marker) Pass(marker);
            else if (state.SkipAfter is null) Run(step.Rule!, phase);
        }
    }

    private bool IsOver(int phase) =>
        state.Mode is EngineMode.Off
        || (phase != LoggingPhase && (state.Interruption is not null || state.PhaseEnded || phase <= state.AllowedThrough));

    private void Pass(string marker)
    {
        if (marker == state.SkipAfter) state.SkipAfter = null;
    }

    // A rule that ctl took out is counted by skip as any other.
    private void Run(Rule rule, int phase)
    {
        if (state.Skip > 0) state.Skip--;
        else if (!state.RemovedRules.Exists(removed => removed.Includes(rule.Info))) Evaluate(rule, phase);
    }

    private void Evaluate(Rule rule, int phase)
    {
        state.Current = rule.Info;
        state.RulesEvaluated++;
        if (_rules.Match(rule) is not { } values)
        {
            state.Matched.Clear();
            return;
        }

        state.RulesMatched++;
        state.HighestSeverity = Math.Min(state.HighestSeverity, rule.Info.Severity ?? state.HighestSeverity);
        state.Skip = rule.Skip;
        state.SkipAfter = rule.SkipAfter;
        if (phase != LoggingPhase) Decide(rule);
        if (rule.Log || rule.AuditLog || keepSilent) state.Findings.Add(Finding(rule, values));
    }

    private void Decide(Rule rule)
    {
        var kind = Kind(rule);
        Interruption? refusal = kind is null
            ? null
            : new(kind.Value, rule.Disruption.Status, rule.Disruption.Location is { } location ? _variables.ExpandText(location) : null, rule.Info.Id, rule.Info.Phase);
        if (state.Mode is not EngineMode.On)
        {
            state.WouldInterrupt ??= refusal;
            return;
        }

        state.Interruption ??= refusal;
        if (rule.Disruption.Kind is DisruptionKind.Allow) state.AllowedThrough = LoggingPhase - 1;
        if (rule.Disruption.Kind is DisruptionKind.AllowRequest) state.AllowedThrough = 2;
        if (rule.Disruption.Kind is DisruptionKind.AllowPhase) state.PhaseEnded = true;
    }

    private static InterruptionKind? Kind(Rule rule) => rule.Disruption.Kind switch
    {
        DisruptionKind.Deny => InterruptionKind.Deny,
        DisruptionKind.Drop => InterruptionKind.Drop,
        DisruptionKind.Redirect => InterruptionKind.Redirect,
        _ => null,
    };

    // The texts of the last link that has any, expanded when the whole chain has matched: they may speak of what it found.
    private Finding Finding(Rule rule, List<MatchedValue> values)
    {
        MacroText? message = null, data = null;
        for (var link = rule; link is not null; link = link.Next)
        {
            message = link.Message ?? message;
            data = link.LogData ?? data;
        }

        return new(
            rule.Info,
            message is null ? "" : _variables.ExpandText(message),
            data is null ? "" : _variables.ExpandText(data),
            values,
            rule.Log,
            rule.AuditLog,
            Kind(rule) is not null);
    }
}
