using Palisade.Engine.Operators;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Runs a <see cref="NamingRule"/> at once where it is known of every value what the rule makes of it.</summary>
internal sealed class NamingRuns(TransactionState state)
{
    private const int MostValues = 64;

    private readonly NamedVariable[] _found = new NamedVariable[MostValues];

    /// <summary>Sets the variables that the rule sets and says that its link matches none of them. False where that is not known: nothing is done then, and the rule has to be run.</summary>
    public bool Run(RuleTest test, NamingRule naming)
    {
        var values = state.Values.Read(naming.Source, state);
        if (values.Length is 0 or > MostValues || state.Arena.PutTogether > MacroExpansion.MostBytes / 2 || !state.Tx.TryGet(naming.List, out var list)) return false;
        byte[]? known = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (state.Texts.KnownOf(values[i]) is not { } text) return false;
            var variable = text.VariableOf(naming);
            if (variable is null)
            {
                Learn(test, naming, values, known ?? list.ToArray());
                return false;
            }

            if (variable.IsListed || !IsSame(variable.List, known, list) || IsRead(state.Tx.NumberOf(variable), naming)) return false;
            (known, _found[i]) = (variable.List, variable);
        }

        // Only then are those that the link reads the ones that are set here.
        if (state.Tx.HasAny(naming.Reads)) return false;
        Set(_found.AsSpan(0, values.Length));
        return true;
    }

    // A name may come out as that of the list, or of a capture: then what is set for one value counts for the next.
    private static bool IsRead(int number, NamingRule naming) => number == naming.List || number is >= 0 and < OperatorRun.MaxCaptures;

    private static bool IsSame(byte[] list, byte[]? known, ReadOnlyMemory<byte> now) => ReferenceEquals(list, known) || list.AsSpan().SequenceEqual(now.Span);

    private void Set(ReadOnlySpan<NamedVariable> variables)
    {
        state.Tx.SetCapture(0, variables[^1].Match);
        foreach (var variable in variables)
        {
            state.Arena.PutTogether += variable.NameBytes.Length + variable.Value.Length;
            state.Tx.Set(state.Tx.NumberOf(variable), variable.Name, variable.Value);
        }
    }

    // Only for values that are kept anyway.
    private void Learn(RuleTest test, NamingRule naming, ReadOnlySpan<ValueTable.Element> values, byte[] list)
    {
        foreach (ref readonly var value in values)
        {
            if (state.Texts.KnownOf(value) is not { } known || known.VariableOf(naming) is not null) continue;
            if (Match(test.Rule, state.Texts.Bytes(state.Texts.Transform(value.Text, test.Chain)).Span) is { } match) known.LearnName(naming, match, list, IsListed(test.Rule.Next!, naming.ValueFor(match), list));
        }
    }

    private byte[]? Match(Rule rule, ReadOnlySpan<byte> value)
    {
        var run = state.Run;
        run.Begin();
        run.WantsCaptures = true;
        var matches = rule.Operator!.Matches(value, run) && run.CaptureCount == 1 && run[0].Length <= NamingRule.LongestMatch;
        run.LimitExceeded = false;
        return matches ? run[0].ToArray() : null;
    }

    private bool IsListed(Rule link, ReadOnlySpan<byte> value, byte[] list)
    {
        state.Run.Begin();
        state.Run.Argument = list;
        return link.Operator!.Matches(value, state.Run);
    }
}
