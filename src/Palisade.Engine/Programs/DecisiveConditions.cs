namespace Palisade.Engine.Programs;

/// <summary>
/// Conditions for which one "no" is enough: all rules that ask for one apply the same operator to the same form of a value, and the operator looks at nothing else.
/// </summary>
/// <param name="basis">Those of the program whose numbers hold here too; only read. Or null.</param>
internal sealed class DecisiveConditions(DecisiveConditions? basis)
{
    private readonly Dictionary<int, RuleTest> _asking = [];
    private readonly HashSet<int> _ambiguous = [];

    /// <summary>Takes in a rule, or a link.</summary>
    public void Add(RuleTest test)
    {
        // Of negated rules nobody says no before they are asked.
        if (test.Condition < 0 || test.Rule.Negated) return;
        if ((basis is not null && basis._asking.TryGetValue(test.Condition, out var other)) || _asking.TryGetValue(test.Condition, out other))
        {
            if (!ReferenceEquals(other.Rule.Operator, test.Rule.Operator) || !ReferenceEquals(other.Chain, test.Chain)) _ambiguous.Add(test.Condition);
        }
        else
        {
            _asking[test.Condition] = test;
        }
    }

    /// <summary>A bit for each of them.</summary>
    /// <param name="words">How many words of 64 bits.</param>
    public ulong[] Finish(int words)
    {
        var bits = new ulong[words];
        foreach (var (condition, test) in basis is null ? _asking : _asking.Concat(basis._asking))
        {
            if (IsDecisive(test) && !_ambiguous.Contains(condition) && basis?._ambiguous.Contains(condition) != true) bits[condition >> 6] |= 1UL << (condition & 63);
        }

        return bits;
    }

    private static bool IsDecisive(RuleTest test) => test.Rule is { OperatorMacro: null, Operator.ReadsValueOnly: true } && !test.Chain.Every;
}
