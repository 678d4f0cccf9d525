using Palisade.Engine.Operators;
using Palisade.Engine.Programs;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Answers <see cref="PlainTest"/>s.</summary>
internal sealed class PlainTests(TransactionState state, TransactionControl control)
{
    /// <summary>Whether the rule surely does not match. Targets that are removed take values away: of a count that is another answer, of the others none.</summary>
    public bool Refutes(PlainTest test)
    {
        var values = state.Values.Read(test.Source, test.Key, state);
        if (test.Kind is PlainTestKind.Count) return !control.RemovesOf(test.Variable) && !test.Takes(Count(test, values));
        foreach (ref readonly var value in values)
        {
            if (value.IsMeantBy(test.Key) && (test.Kind is PlainTestKind.Any || test.Takes(DecimalNumber.Parse(value.Value.Span)))) return false;
        }

        return true;
    }

    private static int Count(PlainTest test, ReadOnlySpan<ValueTable.Element> values)
    {
        var count = 0;
        foreach (ref readonly var value in values) count += value.IsMeantBy(test.Key) ? 1 : 0;
        return count;
    }
}
