using Palisade.Engine.Operators;
using Palisade.Engine.Programs;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Answers <see cref="PlainTest"/>s.</summary>
internal sealed class PlainTests(TransactionState state, TransactionControl control)
{
    /// <summary>Whether the rule surely does not match. Targets that are removed take values away: of a count that is another answer, of the others none.</summary>
    public bool Refutes(PlainTest test, RuleTest rule)
    {
        var values = state.Values.Read(test.Source, test.Key, state);
        if (test.Kind is PlainTestKind.Count) return !control.RemovesOf(test.Variable) && !test.Takes(Count(test, values));
        for (var at = Next(test, values, 0); at < values.Length; at = Next(test, values, at + 1))
        {
            if (test.Kind is PlainTestKind.Any ? !IsRefused(test, rule, values[at]) : test.Takes(DecimalNumber.Parse(values[at].Value.Span))) return false;
        }

        return true;
    }

    private bool IsRefused(PlainTest test, RuleTest rule, in ValueTable.Element value) => test.IsRemembered && state.Texts.KnownOf(value)?.IsRefused(rule) == true;

    private int Count(PlainTest test, ReadOnlySpan<ValueTable.Element> values)
    {
        if (test.Key is null) return values.Length;
        var count = 0;
        for (var at = Next(test, values, 0); at < values.Length; at = Next(test, values, at + 1)) count++;
        return count;
    }

    // The first value from a place on that the rule reads.
    private int Next(PlainTest test, ReadOnlySpan<ValueTable.Element> values, int at)
    {
        if (test.Key is not { } key || values.IsEmpty) return at;
        while ((at = state.Values.Next(test.Source, key, at)) < values.Length && !values[at].IsMeantBy(key)) at++;
        return at;
    }
}
