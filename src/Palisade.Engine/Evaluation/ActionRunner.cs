using System.Text;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Carries out the actions of rules.</summary>
internal sealed class ActionRunner(TransactionState state, TransactionControl control)
{
    private readonly VariableReader _reader = new(state);

    /// <summary>Carries out one action.</summary>
    /// <param name="matched">The values that the rule and its links matched, for <c>sanitiseMatched</c>.</param>
    public void Run(RuleAction action, Rule rule, IEnumerable<MatchedValue> matched)
    {
        switch (action)
        {
            case RuleAction.SetVariable set:
                SetVariable(set);
                break;
            case RuleAction.ExpireVariable expire:
                state.Opened(expire.Collection)?.Expire(Text(expire.Name), Seconds(expire.Seconds));
                break;
            case RuleAction.OpenCollection open:
                state.Open(open.Collection, MacroExpansion.Expand(open.Key, _reader).Span);
                break;
            case RuleAction.SetEnvironment environment:
                state.Environment[Text(environment.Name)] = MacroExpansion.Expand(environment.Value, _reader).ToArray();
                break;
            case RuleAction.Execute execute:
                ProgramRunner.Start(execute.Program, rule.Info, control.Faults);
                break;
            case RuleAction.Sanitise sanitise:
                control.Sanitised.Add(new(sanitise.Collection, sanitise.Name));
                break;
            case RuleAction.SanitiseMatched:
                foreach (var value in matched) Sanitise(value.Name);
                break;
            default:
                Control(action);
                break;
        }
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

    private void SetVariable(RuleAction.SetVariable set)
    {
        var name = Text(set.Name);
        var value = MacroExpansion.Expand(set.Value, _reader).ToArray();
        if (set.Collection is VariableId.TX)
        {
            if (Changed(set.Change, state.Tx.Get(name), value) is { } changed) state.Tx.Set(name, changed);
            else state.Tx.Remove(name);
        }
        else
        {
            state.Opened(set.Collection)?.Update(name, old => Changed(set.Change, old, value));
        }
    }

    private static byte[]? Changed(RuleAction.ChangeKind change, byte[]? old, byte[] value) => change switch
    {
        RuleAction.ChangeKind.Remove => null,
        RuleAction.ChangeKind.Add => Numbers.Text(Saturating(Numbers.Parse(old), Numbers.Parse(value))),
        RuleAction.ChangeKind.Subtract => Numbers.Text(Saturating(Numbers.Parse(old), -Math.Max(Numbers.Parse(value), -long.MaxValue))),
        _ => value,
    };

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
            control.Sanitised.Add(new(variable, colon < 0 ? "" : name[(colon + 1)..]));
    }

    private TimeSpan Seconds(MacroText text) =>
        TimeSpan.FromSeconds(Math.Clamp(Numbers.Parse(MacroExpansion.Expand(text, _reader).Span), 0, int.MaxValue));

    private string Text(MacroText text) => text.Constant is { } constant
        ? Encoding.Latin1.GetString(constant)
        : MacroExpansion.ExpandText(text, _reader);
}
