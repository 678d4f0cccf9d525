using System.Buffers;
using System.Collections.Immutable;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Tests one rule with its chain on all their values.</summary>
internal sealed class ReferenceRules(ReferenceState state)
{
    private readonly ReferenceVariables _variables = new(state);
    private readonly ReferenceActions _actions = new(state);

    /// <summary>Every value that matched, in order, those of links included; null when the rule, or one of its links, matched nothing.</summary>
    public List<MatchedValue>? Match(Rule starter)
    {
        var all = new List<MatchedValue>();
        return MatchLink(starter, starter: true, all) ? all : null;
    }

    // A link runs when the one before it matched. What it does once (ctl, sanitise, ...) waits for the links after it.
    private bool MatchLink(Rule rule, bool starter, List<MatchedValue> all)
    {
        var before = all.Count;
        if (rule.Operator is null) RunForEach(rule);
        else if (!MatchTargets(rule, starter, all)) return false;
        if (rule.Next is { } next && !MatchLink(next, starter: false, all)) return false;
        foreach (var action in rule.OnMatch) _actions.Run(action, all[before..]);
        return true;
    }

    private bool MatchTargets(Rule rule, bool starter, List<MatchedValue> all)
    {
        var any = false;
        foreach (var target in rule.Targets)
        {
            // Read whole before the first is tested: what a match changes is seen by the next target, not by this one.
            foreach (var value in Values(rule, target))
            {
                foreach (var transformed in Transformed(value.Value, rule.Transformations, rule.MultiMatch))
                {
                    if (!Test(rule, transformed)) continue;
                    if (starter && !any) state.Matched.Clear();
                    any = true;
                    var name = target.Count ? "&" + value.Name : value.Name;
                    state.Matched.Add(new(name, transformed));
                    all.Add(new(name, value.Value, transformed, MatchedPart(transformed)));
                    RunForEach(rule);
                }
            }
        }

        return any;
    }

    private void RunForEach(Rule rule)
    {
        foreach (var action in rule.OnEachMatch) _actions.Run(action, []);
    }

    private List<ReferenceValue> Values(Rule rule, Target target)
    {
        var values = _variables.Read(target, rule.XmlNamespaces);
        values.RemoveAll(value =>
            rule.Exclusions.Any(exclusion => ReferenceSelector.Means(exclusion, value))
            || state.RemovedTargets.Any(removed => ReferenceSelector.Means(removed.Target, value) && removed.Filter.Includes(rule.Info)));
        if (!target.Count) return values;
        var key = target.Selector is Selector.Key named ? System.Text.Encoding.Latin1.GetBytes(named.Name) : [];
        return [new(target.Variable, key, ReferenceNumber.Text(values.Count))];
    }

    /// <summary>The value after all transformations; for multiMatch the value as it came, and after each step that changed it.</summary>
    private static List<byte[]> Transformed(byte[] value, ImmutableArray<Transformation> chain, bool every)
    {
        var seen = new List<byte[]> { value };
        foreach (var transformation in chain)
        {
            var output = new ArrayBufferWriter<byte>();
            if (transformation.Apply(seen[^1], output)) seen.Add(output.WrittenSpan.ToArray());
        }

        return every ? seen : [seen[^1]];
    }

    private bool Test(Rule rule, byte[] value)
    {
        var run = state.Run;
        run.Begin();
        run.WantsCaptures = rule.Capture;
        if (rule.OperatorMacro is { } macro) run.Argument = _variables.Expand(macro);
        var matches = rule.Operator!.Matches(value, run);
        if (run.Geo is { } geo) state.Geo = [.. geo.Select(g => new ReferenceMember(g.Key, g.Value))];
        if (run.PathArguments is { } path) state.PathArguments = [.. path.Select(p => new ReferenceMember(p.Key, p.Value))];
        (run.Geo, run.PathArguments) = (null, null);
        if (run.LimitExceeded)
        {
            // Not known is no match, of a negated operator neither.
            run.LimitExceeded = false;
            state.PatternLimitExceeded = true;
            state.Faults.Add($"rule {state.Current!.Id}: the pattern ran into its limit on a value of {value.Length} bytes");
            return false;
        }

        if (matches == rule.Negated) return false;
        if (!rule.Capture || rule.Negated) return true;
        for (var i = 0; i < run.CaptureCount; i++) state.Tx[$"{i}"] = run[i].ToArray();
        return true;
    }

    // A detector captures a fingerprint: what is not part of the value is not what matched.
    private ReadOnlyMemory<byte> MatchedPart(byte[] value)
    {
        var at = state.Run.CaptureCount == 0 ? -1 : value.AsSpan().IndexOf(state.Run[0]);
        return at < 0 ? value : value.AsMemory(at, state.Run[0].Length);
    }
}
