using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What a rule asks of one source, where that can be told without going through the rule: how many values there are, a number, or whether there is any value at all.</summary>
/// <param name="Variable">What it names.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Key">Of that, the values with this key; null for all.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Low">The least number that the operator takes.</param>
/// <param name="High">The greatest.</param>
/// <param name="Negated">Whether the rule wants a number that it does not take.</param>
/// <param name="IsRemembered"><see cref="RuleTest.IsRemembered"/>.</param>
internal sealed record PlainTest(VariableId Variable, ValueSource Source, Selector.Key? Key, PlainTestKind Kind, long Low, long High, bool Negated, bool IsRemembered)
{
    /// <summary>What the rule asks; null where it has to be gone through.</summary>
    public static PlainTest? Of(Rule rule, TransformationChain chain, bool isRemembered)
    {
        if (rule.Operator is null || rule.Targets is not [{ Sources: [var source] } target] || target.Reads is not (null or Selector.Key)) return null;
        var key = target.Reads as Selector.Key;
        if (rule.Operator is not NumberOperator { Matching: { } range } || !chain.IsEmpty) return target.Count ? null : new(target.Variable, source, key, PlainTestKind.Any, 0, 0, rule.Negated, isRemembered);
        if (target.Count && !rule.Exclusions.IsEmpty) return null;
        return new(target.Variable, source, key, target.Count ? PlainTestKind.Count : PlainTestKind.Number, range.Low, range.High, rule.Negated, isRemembered);
    }

    /// <summary>Whether a number is one that the rule matches.</summary>
    public bool Takes(long number) => (number >= Low && number <= High) != Negated;
}

/// <summary>What a <see cref="PlainTest"/> asks.</summary>
internal enum PlainTestKind
{
    /// <summary>Whether there is a value, other than those that the rule is known not to match: without one nothing matches.</summary>
    Any,

    /// <summary>How many values there are.</summary>
    Count,

    /// <summary>Whether a value is a number that the rule matches.</summary>
    Number,
}
