using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Tests a rule and the links of its chain on all their values.</summary>
internal sealed class RuleMatcher(TransactionState state, TransactionControl control)
{
    private readonly VariableReader _reader = new(state);
    private readonly TransformationRun _transformations = new();
    private readonly List<MatchedValue> _values = [];
    private readonly Stack<List<ValueItem>> _lists = new();

    /// <summary>Every value that matched, links included; null when the rule, or a link, matched nothing.</summary>
    public List<MatchedValue>? Match(Rule rule, ActionRunner actions)
    {
        _values.Clear();
        return MatchLink(rule, starter: true, actions) ? [.. _values] : null;
    }

    private bool MatchLink(Rule rule, bool starter, ActionRunner actions)
    {
        var before = _values.Count;
        var matched = rule.Operator is null ? MatchAlways(rule, actions) : MatchTargets(rule, starter, actions);
        if (!matched || (rule.Next is { } next && !MatchLink(next, starter: false, actions))) return false;
        foreach (var action in rule.OnMatch) actions.Run(action, rule, _values.Skip(before));
        return true;
    }

    private bool MatchAlways(Rule rule, ActionRunner actions)
    {
        foreach (var action in rule.OnEachMatch) actions.Run(action, rule, []);
        return true;
    }

    private bool MatchTargets(Rule rule, bool starter, ActionRunner actions)
    {
        var any = false;
        var items = _lists.TryPop(out var pooled) ? pooled : [];
        foreach (var target in rule.Targets)
        {
            items.Clear();
            _reader.Read(target, rule.XmlNamespaces, items);
            items.RemoveAll(item => IsExcluded(rule, item));
            if (target.Count)
            {
                var count = items.Count;
                items.Clear();
                items.Add(new(target.Variable, KeyOf(target), Numbers.Text(count)));
            }

            foreach (var item in items)
            {
                var first = starter && !any;
                any |= MatchValue(rule, item, target.Count, first, actions);
            }
        }

        _lists.Push(items);
        return any;
    }

    private bool MatchValue(Rule rule, ValueItem item, bool count, bool clear, ActionRunner actions)
    {
        var any = false;
        foreach (var value in _transformations.Apply(item.Value, rule.Transformations, rule.MultiMatch))
        {
            if (!Test(rule, value)) continue;
            if (clear && !any) state.Matched.Clear();
            any = true;
            var name = count ? "&" + item.Name : item.Name;
            var match = Matched(value);
            state.Matched.Add(name, value);
            _values.Add(new(name, item.Value, value, match));
            foreach (var action in rule.OnEachMatch) actions.Run(action, rule, []);
        }

        return any;
    }

    // A detector captures a fingerprint: what is not part of the value is not what matched.
    private ReadOnlyMemory<byte> Matched(ReadOnlyMemory<byte> value)
    {
        if (state.Run.CaptureCount == 0) return value;
        var at = value.Span.IndexOf(state.Run[0]);
        return at < 0 ? value : value.Slice(at, state.Run[0].Length);
    }

    private bool Test(Rule rule, ReadOnlyMemory<byte> value)
    {
        var run = state.Run;
        run.Begin();
        run.WantsCaptures = rule.Capture;
        if (rule.OperatorMacro is { } macro) run.Argument = MacroExpansion.Expand(macro, _reader);
        var matches = rule.Operator!.Matches(value.Span, run);
        if (run.Geo is { } geo)
        {
            state.Geo = geo;
            run.Geo = null;
        }

        if (run.PathArguments is { } arguments)
        {
            state.PathArguments = arguments;
            run.PathArguments = null;
        }

        if (run.LimitExceeded)
        {
            run.LimitExceeded = false;
            state.PatternLimitExceeded = true;
            control.Faults.Add($"rule {rule.Info.Id}: the pattern ran into its time limit on a value of {value.Length} bytes");
            return false;
        }

        if (matches == rule.Negated) return false;
        if (rule.Capture && !rule.Negated)
        {
            for (var i = 0; i < run.CaptureCount; i++) state.Tx.SetCapture(i, run[i]);
        }

        return true;
    }

    private bool IsExcluded(Rule rule, ValueItem item)
    {
        foreach (var exclusion in rule.Exclusions)
        {
            if (Means(exclusion, item)) return true;
        }

        foreach (var removed in control.RemovedTargets)
        {
            if (Means(removed.Target, item) && removed.Filter.Includes(rule.Info)) return true;
        }

        return false;
    }

    private static bool Means(Target target, ValueItem item) =>
        target.Variable == item.Variable && SelectorMatch.Includes(target.Selector, item.Key.Span);

    private static ReadOnlyMemory<byte> KeyOf(Target target) =>
        target.Selector is Selector.Key key ? System.Text.Encoding.Latin1.GetBytes(key.Name) : default;
}
