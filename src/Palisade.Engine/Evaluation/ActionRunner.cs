using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Carries out the actions of rules.</summary>
internal sealed class ActionRunner(TransactionState state, TransactionControl control)
{
    private readonly MacroExpansion _macros = new(state);

    /// <summary>Carries out one action.</summary>
    /// <param name="matched">The values that the rule and its links matched, for <c>sanitiseMatched</c>.</param>
    public void Run(RuleAction action, Rule rule, ReadOnlySpan<ValueMatch> matched)
    {
        switch (action)
        {
            case RuleAction.SetVariable set:
                SetVariable(set);
                break;
            case RuleAction.ExpireVariable expire:
                state.Opened(expire.Collection)?.Expire(_macros.ExpandText(expire.Name), Seconds(expire.Seconds));
                break;
            case RuleAction.OpenCollection open:
                state.Open(open.Collection, _macros.Expand(open.Key).Span);
                break;
            case RuleAction.SetEnvironment environment:
                state.Environment[_macros.ExpandText(environment.Name)] = _macros.Expand(environment.Value).ToArray();
                break;
            case RuleAction.Execute execute:
                ProgramRunner.Start(execute.Program, rule.Info, control);
                break;
            case RuleAction.Evidence evidence:
                Weigh(evidence, state.Current!, matched);
                break;
            case RuleAction.Sanitise sanitise:
                control.Sanitise(new(sanitise.Collection, sanitise.Name));
                break;
            case RuleAction.SanitiseMatched:
                foreach (var value in matched) Sanitise(value.Name);
                break;
            default:
                Control(action);
                break;
        }
    }

    /// <summary>Makes changes that stand in the place of rules.</summary>
    public void Make(TxUpdates updates)
    {
        if (updates.AreKnown)
        {
            state.Tx.Make(updates);
            return;
        }

        foreach (ref readonly var change in updates.Changes.AsSpan()) SetTx(change.Setting!, change.Number, change.Name);
    }

    private void Control(RuleAction action)
    {
        switch (action)
        {
            case RuleAction.SetMode mode:
                control.Mode = mode.Mode;
                break;
            case RuleAction.SetAuditMode audit:
                control.AuditMode = audit.Mode;
                break;
            case RuleAction.SetAuditParts parts:
                control.AuditParts = AuditParts(parts);
                break;
            case RuleAction.ForceRequestBody force:
                control.ForceRequestBody = force.On;
                break;
            case RuleAction.SetBodyAccess { Response: false } access:
                control.RequestBody = control.RequestBody with { Access = access.Access };
                break;
            case RuleAction.SetBodyAccess access:
                control.ResponseBody = control.ResponseBody with { Access = access.Access };
                break;
            case RuleAction.SetBodyLimit { Response: false } limit:
                control.RequestBody = control.RequestBody with { LimitBytes = limit.Bytes };
                break;
            case RuleAction.SetBodyLimit limit:
                control.ResponseBody = control.ResponseBody with { LimitBytes = limit.Bytes };
                break;
            case RuleAction.SetBodyProcessor { Response: false } processor:
                control.RequestProcessor = processor.Processor;
                break;
            case RuleAction.SetBodyProcessor processor:
                control.ResponseProcessor = processor.Processor;
                break;
            case RuleAction.RemoveRules rules:
                control.RemovedRules.Add(rules.Filter);
                break;
            case RuleAction.RemoveTargets targets:
                control.RemovedTargets.Add(targets);
                break;
            default:
                throw new InvalidOperationException($"No code carries out {action.GetType().Name}.");
        }
    }

    private void Weigh(RuleAction.Evidence evidence, RuleInfo rule, ReadOnlySpan<ValueMatch> matched)
    {
        var score = state.Evidence.Add(rule, evidence.Kind, evidence.Weight, matched);
        var variable = RuleAction.Evidence.ScoreOf(rule.Phase);
        state.Tx.Set(variable.Number, variable.Name, Numbers.Text(score));
    }

    private void SetVariable(RuleAction.SetVariable set)
    {
        if (set.TxName >= 0) SetTx(set, set.TxName, set.Name.ConstantText!);
        else if (set.Collection is VariableId.TX) SetTx(set, state.Tx.NumberOf(_macros.Expand(set.Name).Span, out var name), name);
        else Update(set);
    }

    private void SetTx(RuleAction.SetVariable set, int number, string name)
    {
        if (set.Change is RuleAction.ChangeKind.Remove)
        {
            state.Tx.Remove(number);
            return;
        }

        var value = _macros.Expand(set.Value);
        if (set.Change is not RuleAction.ChangeKind.Set)
        {
            _ = state.Tx.TryGet(number, out var old);
            value = Sum(set.Change, old.Span, value.Span);
        }

        state.Tx.Set(number, name, value);
    }

    private void Update(RuleAction.SetVariable set)
    {
        var name = _macros.ExpandText(set.Name);
        var value = _macros.Expand(set.Value).ToArray();
        state.Opened(set.Collection)?.Update(name, old => Changed(set.Change, old, value));
    }

    private static byte[]? Changed(RuleAction.ChangeKind change, byte[]? old, byte[] value) => change switch
    {
        RuleAction.ChangeKind.Remove => null,
        RuleAction.ChangeKind.Set => value,
        _ => Sum(change, old, value),
    };

    private static byte[] Sum(RuleAction.ChangeKind change, ReadOnlySpan<byte> old, ReadOnlySpan<byte> value)
    {
        var number = Numbers.Parse(value);
        if (change is RuleAction.ChangeKind.Subtract) number = -Math.Max(number, -long.MaxValue);
        return Numbers.Text(Saturating(Numbers.Parse(old), number));
    }

    private static long Saturating(long left, long right) =>
        (long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue);

    private string AuditParts(RuleAction.SetAuditParts change) => change.Sign switch
    {
        '+' => control.AuditParts + change.Parts,
        '-' => string.Concat(control.AuditParts.Where(p => !change.Parts.Contains(p, StringComparison.OrdinalIgnoreCase))),
        _ => change.Parts,
    };

    private void Sanitise(string name)
    {
        var colon = name.IndexOf(':');
        if (VariableTable.TryFind(colon < 0 ? name : name[..colon], out var variable))
            control.Sanitise(new(variable, colon < 0 ? "" : name[(colon + 1)..]));
    }

    private TimeSpan Seconds(MacroText text) => TimeSpan.FromSeconds(Math.Clamp(Numbers.Parse(_macros.Expand(text).Span), 0, int.MaxValue));
}
