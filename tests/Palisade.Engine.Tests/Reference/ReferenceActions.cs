using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Carries out what rules do besides deciding. Programs are not started, and the audit log's settings are no one's here.</summary>
internal sealed class ReferenceActions(ReferenceState state)
{
    private readonly ReferenceVariables _variables = new(state);

    /// <param name="matched">What the rule and the links after it matched, for <c>sanitiseMatched</c>.</param>
    public void Run(RuleAction action, IReadOnlyList<MatchedValue> matched)
    {
        switch (action)
        {
            case RuleAction.SetVariable set:
                SetVariable(set, _variables.ExpandText(set.Name), _variables.Expand(set.Value));
                break;
            case RuleAction.ExpireVariable expire:
                var seconds = Math.Clamp(ReferenceNumber.Parse(_variables.Expand(expire.Seconds)), 0, int.MaxValue);
                state.Opened.GetValueOrDefault(expire.Collection)?.Expire(_variables.ExpandText(expire.Name), TimeSpan.FromSeconds(seconds));
                break;
            case RuleAction.OpenCollection open:
                state.Open(open.Collection, _variables.Expand(open.Key));
                break;
            case RuleAction.SetEnvironment environment:
                state.Environment[_variables.ExpandText(environment.Name)] = _variables.Expand(environment.Value);
                break;
            case RuleAction.Evidence evidence:
                var rule = state.Current!;
                state.Tx[rule.Phase <= 2 ? "blocking_inbound_anomaly_score" : "blocking_outbound_anomaly_score"] =
                    ReferenceNumber.Text(state.Evidence.Add(rule, evidence.Kind, evidence.Weight, matched));
                break;
            case RuleAction.Sanitise sanitise:
                state.Sanitised.Add(new(sanitise.Collection, sanitise.Name));
                break;
            case RuleAction.SanitiseMatched:
                foreach (var value in matched) Sanitise(value.Name);
                break;
            case RuleAction.SetMode mode:
                state.Mode = mode.Mode;
                break;
            case RuleAction.ForceRequestBody force:
                state.ForceRequestBody = force.On;
                break;
            case RuleAction.RemoveRules rules:
                state.RemovedRules.Add(rules.Filter);
                break;
            case RuleAction.RemoveTargets targets:
                state.RemovedTargets.Add(targets);
                break;
            default:
                RunBody(action);
                break;
        }
    }

    private void RunBody(RuleAction action)
    {
        switch (action)
        {
            case RuleAction.SetBodyAccess { Response: false } access:
                state.RequestBodySettings = state.RequestBodySettings with { Access = access.Access };
                break;
            case RuleAction.SetBodyAccess access:
                state.ResponseBodySettings = state.ResponseBodySettings with { Access = access.Access };
                break;
            case RuleAction.SetBodyLimit { Response: false } limit:
                state.RequestBodySettings = state.RequestBodySettings with { LimitBytes = limit.Bytes };
                break;
            case RuleAction.SetBodyLimit limit:
                state.ResponseBodySettings = state.ResponseBodySettings with { LimitBytes = limit.Bytes };
                break;
            case RuleAction.SetBodyProcessor { Response: false } processor:
                state.RequestProcessor = processor.Processor;
                break;
            case RuleAction.SetBodyProcessor processor:
                state.ResponseProcessor = processor.Processor;
                break;
            case RuleAction.Execute or RuleAction.SetAuditMode or RuleAction.SetAuditParts:
                break;
            default:
                throw new InvalidOperationException($"The reference does not know {action.GetType().Name}.");
        }
    }

    private void SetVariable(RuleAction.SetVariable set, string name, byte[] value)
    {
        if (set.Collection is not VariableId.TX) state.Opened.GetValueOrDefault(set.Collection)?.Update(name, old => Changed(set.Change, old, value));
        else if (Changed(set.Change, state.Tx.GetValueOrDefault(name), value) is { } changed) state.Tx[name] = changed;
        else state.Tx.Remove(name);
    }

    private static byte[]? Changed(RuleAction.ChangeKind change, byte[]? old, byte[] value) => change switch
    {
        RuleAction.ChangeKind.Remove => null,
        RuleAction.ChangeKind.Add => ReferenceNumber.Text(ReferenceNumber.Clamp((Int128)ReferenceNumber.Parse(old) + ReferenceNumber.Parse(value))),
        RuleAction.ChangeKind.Subtract => ReferenceNumber.Text(ReferenceNumber.Clamp((Int128)ReferenceNumber.Parse(old) - ReferenceNumber.Parse(value))),
        _ => value,
    };

    private void Sanitise(string name)
    {
        var parts = name.Split(':', 2);
        if (VariableTable.TryFind(parts[0], out var variable)) state.Sanitised.Add(new(variable, parts is [_, var key] ? key : ""));
    }
}
