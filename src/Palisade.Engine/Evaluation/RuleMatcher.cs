using System.Numerics;
using System.Runtime.InteropServices;
using Palisade.Engine.Operators;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Tests a rule and the links of its chain on all their values.</summary>
internal sealed class RuleMatcher(TransactionState state, TransactionControl control, CandidateSets candidates, ActionRunner actions)
{
    private readonly MacroExpansion _macros = new(state);
    private readonly NamingRuns _naming = new(state);
    private readonly VariableReader _reader = new(state);
    private readonly List<ValueMatch> _values = [];
    private readonly Stack<List<ValueItem>> _lists = new();

    // Whether an operator stopped before it knew, since this was last set to false.
    private bool _gaveUp;

    /// <summary>Every value that matched, links included.</summary>
    public ReadOnlySpan<ValueMatch> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>Whether the rule and all its links matched something. The rule itself is one that <see cref="PhaseEvaluator"/> could not refute.</summary>
    public bool Match(RuleTest test)
    {
        _values.Clear();
        return MatchLink(test, starter: true);
    }

    private bool MatchLink(RuleTest test, bool starter)
    {
        if (!starter && test.Sources >= 0 && !candidates.Has(test.Sources, test.Condition, test.Scanner)) return false;
        if (test.Follows && state.Run.Detections.IsSilent(test.Recogniser)) return false;
        if (starter && test.Naming is { } naming && !control.RemovesOf(test.Rule.Targets[0].Variable) && !control.RemovesOf(VariableId.TX) && _naming.Run(test, naming)) return false;
        var rule = test.Rule;
        var before = _values.Count;
        var matched = rule.Operator is null ? MatchAlways(rule) : MatchTargets(test, starter);
        if (test.Leads && control.RemovedTargets.Count == 0) state.Run.Detections.Cover(test.Recogniser);
        if (!matched || (test.Next is { } next && !MatchLink(next, starter: false))) return false;
        foreach (var action in rule.OnMatch) actions.Run(action, rule, Values[before..]);
        return true;
    }

    private bool MatchAlways(Rule rule)
    {
        foreach (var action in rule.OnEachMatch) actions.Run(action, rule, []);
        return true;
    }

    private bool MatchTargets(RuleTest test, bool starter)
    {
        var any = false;
        foreach (var target in test.Rule.Targets)
        {
            if (target.Count) any |= MatchCount(test, target, starter && !any);
            else if (target.TxName >= 0) any |= MatchTx(test, target, starter && !any);
            else if (target.Sources.IsEmpty) any |= MatchChanging(test, target, starter && !any);
            else any |= MatchSources(test, target, starter && !any);
        }

        return any;
    }

    private bool MatchTx(RuleTest test, Target target, bool first)
    {
        if (!state.Tx.TryGet(target.TxName, out var value)) return false;
        var item = new ValueItem(VariableId.TX, target.KeyBytes, value);
        return !IsExcluded(test.Rule, item) && MatchValue(test, item, false, first);
    }

    private bool MatchSources(RuleTest test, Target target, bool first)
    {
        var any = false;
        var selector = target.Reads;
        var isScanned = test.Condition >= 0 && !test.Rule.Negated;
        foreach (var source in target.Sources)
        {
            if (isScanned && candidates.Lacks(source, test)) continue;
            var values = state.Values.Read(source, selector, state);
            var places = isScanned ? candidates.PlacesOf(source, test) : ulong.MaxValue;
            for (var at = Next(source, selector, places, values.Length, 0); at < values.Length; at = Next(source, selector, places, values.Length, at + 1))
            {
                ref readonly var element = ref values[at];
                if (IsRefuted(test, element.Text) || !element.IsMeantBy(selector)) continue;
                var item = new ValueItem(target.Variable, element.Key, element.Value, element.Text);
                // Before the scanner is asked again: it is, for each request, of a header that the rule leaves out.
                if (IsExcluded(test.Rule, item) || IsHopeless(test, element.Text) || (test.IsRemembered && state.Texts.KnownOf(element)?.IsRefused(test) == true)) continue;
                any |= MatchValue(test, item, false, first && !any);
            }
        }

        return any;
    }

    // The first place from one on with a value of which neither the key nor what scanners found says that the rule does not match it.
    private int Next(ValueSource source, Selector? selector, ulong places, int count, int at)
    {
        while (at < count)
        {
            if (selector is Selector.Key key && (at = state.Values.Next(source, key, at)) == count) break;
            var bits = places >> (at & 63);
            if ((bits & 1) != 0) return at;
            at = bits == 0 ? (at | 63) + 1 : at + BitOperations.TrailingZeroCount(bits);
            if (selector is not Selector.Key && bits != 0) return Math.Min(at, count);
        }

        return count;
    }

    // What is known already.
    private bool IsRefuted(RuleTest test, int text) => test.Condition >= 0 && !test.Rule.Negated && !state.Texts.MayMatchInSomeForm(text, test);

    // Before anything is put together for a value: what the scanner says of it. Of a negated operator it says nothing, and of several values neither.
    private bool IsHopeless(RuleTest test, int text)
    {
        if (test.Condition < 0 || test.Rule.Negated) return false;
        var texts = state.Texts;
        if (test.Chain.Every || texts.MayMatch(texts.Transform(text, test.Scanned), test)) return false;
        texts.Refute(text, test);
        return true;
    }

    // Read as a whole before any is tested: what the rule does for one value may change the others.
    private bool MatchChanging(RuleTest test, Target target, bool first)
    {
        var any = false;
        var items = _lists.TryPop(out var pooled) ? pooled : [];
        _reader.Read(target, test.Rule.XmlNamespaces, items);
        foreach (var item in items)
        {
            if (!IsExcluded(test.Rule, item)) any |= MatchValue(test, item, false, first && !any);
        }

        items.Clear();
        _lists.Push(items);
        return any;
    }

    private bool MatchCount(RuleTest test, Target target, bool first)
    {
        var count = target.TxName >= 0 ? CountTx(test.Rule, target) : target.Sources.IsEmpty ? CountChanging(test.Rule, target) : CountSources(test.Rule, target);
        return MatchValue(test, new(target.Variable, target.KeyBytes, Numbers.Text(count)), true, first);
    }

    private int CountTx(Rule rule, Target target) =>
        state.Tx.TryGet(target.TxName, out var value) && !IsExcluded(rule, new(VariableId.TX, target.KeyBytes, value)) ? 1 : 0;

    private int CountSources(Rule rule, Target target)
    {
        var count = 0;
        var selector = target.Reads;
        foreach (var source in target.Sources)
        {
            foreach (ref readonly var element in state.Values.Read(source, selector, state))
            {
                if (element.IsMeantBy(selector) && !IsExcluded(rule, new(target.Variable, element.Key, element.Value))) count++;
            }
        }

        return count;
    }

    private int CountChanging(Rule rule, Target target)
    {
        var count = 0;
        var items = _lists.TryPop(out var pooled) ? pooled : [];
        _reader.Read(target, rule.XmlNamespaces, items);
        foreach (var item in items)
        {
            if (!IsExcluded(rule, item)) count++;
        }

        items.Clear();
        _lists.Push(items);
        return count;
    }

    private bool MatchValue(RuleTest test, in ValueItem item, bool count, bool first)
    {
        var chain = test.Chain;
        if (chain.IsEmpty) return MatchText(test, item, item.Text, IsHopeless(test, item, item.Text), count, first);
        var texts = state.Texts;
        var text = item.Text == ValueItem.NoText ? texts.Add(item.Value) : item.Text;
        if (!chain.Every)
        {
            // What cannot match any way needs no transforming, but where that is a match.
            var hopeless = IsHopeless(test, item, texts.Transform(text, test.Scanned));
            return (!hopeless || test.Rule.Negated) && MatchText(test, item, texts.Transform(text, chain), hopeless, count, first);
        }

        _gaveUp = false;
        var any = MatchText(test, item, text, IsHopeless(test, item, text), count, first);
        foreach (var step in chain.Steps)
        {
            var next = texts.Transform(text, step);
            if (next == text) continue;
            text = next;
            any |= MatchText(test, item, text, IsHopeless(test, item, text), count, first && !any);
        }

        if (!any && !_gaveUp && item.Text != ValueItem.NoText) Refute(test, item.Text);
        return any;
    }

    // A value in no form of which a recogniser finds anything needs not be read by it again, nor by the rules that follow, when the next request has the same.
    private void Refute(RuleTest test, int text)
    {
        if (test.Recogniser >= 0 && state.Run.Detections.HasFoundNothing(test.Recogniser)) state.Texts.RefuteEveryForm(text, test);
        else state.Texts.Refute(text, test);
    }

    // Values that rules can change are seldom asked for twice: scanning them would cost more than it spares. So it would for a negated operator, which most values match.
    private bool IsHopeless(RuleTest test, in ValueItem item, int text) =>
        test.Condition >= 0 && item.Text != ValueItem.NoText && (!test.Rule.Negated || state.Texts.IsScanned(text, test.Scanner)) && !state.Texts.MayMatch(text, test);

    private bool MatchText(RuleTest test, in ValueItem item, int text, bool hopeless, bool count, bool first)
    {
        var rule = test.Rule;
        var value = text == ValueItem.NoText ? item.Value : state.Texts.Bytes(text);
        if (hopeless ? !rule.Negated : !Test(test, item, value, text)) return false;
        if (hopeless) state.Run.Begin();
        if (first) state.Matched.Clear();
        var match = new ValueMatch(item, count, value, Matched(value));
        state.Matched.Add(match);
        _values.Add(match);
        foreach (var action in rule.OnEachMatch) actions.Run(action, rule, []);
        return true;
    }

    // A detector captures a fingerprint: what is not part of the value is not what matched.
    private ReadOnlyMemory<byte> Matched(ReadOnlyMemory<byte> value)
    {
        if (state.Run.CaptureCount == 0 || state.Run[0].Length == value.Length) return value;
        var at = value.Span.IndexOf(state.Run[0]);
        return at < 0 ? value : value.Slice(at, state.Run[0].Length);
    }

    private bool Test(RuleTest test, in ValueItem item, ReadOnlyMemory<byte> value, int text)
    {
        var rule = test.Rule;
        var run = state.Run;
        run.Begin();
        run.WantsCaptures = rule.Capture;
        run.Text = text;
        if (rule.OperatorMacro is { } macro) run.Argument = _macros.Expand(macro);
        var matches = rule.Operator!.Matches(value.Span, run);
        if (run.Geo is not null || run.PathArguments is not null) TakeFound(run);
        if (run.LimitExceeded)
        {
            run.LimitExceeded = false;
            _gaveUp = true;
            state.GaveUp ??= state.Current;
            control.Fault($"rule {state.Current!.Id}: the pattern ran into its limit on a value of {value.Length} bytes");
            return false;
        }

        if (matches == rule.Negated)
        {
            if (!matches && item.Text != ValueItem.NoText && !test.Chain.Every) state.Texts.Refute(item.Text, test);
            if (test.IsRemembered && item.Text != ValueItem.NoText) state.Texts.Refuse(item.Text, test);
            return false;
        }

        if (rule.Capture && !rule.Negated)
        {
            for (var i = 0; i < run.CaptureCount; i++) state.Tx.SetCapture(i, run[i].SequenceEqual(value.Span) ? value : state.Arena.Copy(run[i]));
        }

        return true;
    }

    private void TakeFound(OperatorRun run)
    {
        state.Geo = run.Geo ?? state.Geo;
        state.PathArguments = run.PathArguments ?? state.PathArguments;
        run.Geo = run.PathArguments = null;
    }

    private bool IsExcluded(Rule rule, in ValueItem item)
    {
        foreach (var exclusion in rule.Exclusions)
        {
            if (Means(exclusion, item)) return true;
        }

        if (control.RemovedTargets.Count == 0) return false;
        foreach (var removed in control.RemovedTargets)
        {
            if (Means(removed.Target, item) && removed.Filter.Includes(rule.Info)) return true;
        }

        return false;
    }

    private bool Means(Target target, in ValueItem item)
    {
        if (target.Variable != item.Variable) return false;
        return target.Selector is Selector.Pattern pattern && item.Text != ValueItem.NoText ? state.Texts.IsMeant(item.Text, pattern, item.Key.Span) : SelectorMatch.Includes(target.Selector, item.Key.Span);
    }
}
