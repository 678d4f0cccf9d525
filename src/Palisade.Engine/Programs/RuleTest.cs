using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>A rule, or a link of a chain, placed in a program.</summary>
/// <param name="Rule">What it says.</param>
/// <param name="Chain">Its transformations.</param>
/// <param name="Scanned">The same, as far as it counts for scanners: <see cref="ChainTable.WithoutCase"/>.</param>
/// <param name="Condition">The scanner's condition that a value fulfils for which the operator, before negation, says true; -1 where nothing is known.</param>
/// <param name="Scanner">Which of the program's scanners knows the condition.</param>
/// <param name="Sources">The list of sources it reads, if <paramref name="Condition"/> is known for all of them: when none fulfils it, the rule does not match. Otherwise, and for a negated operator, -1.</param>
/// <param name="Leads">Whether the recogniser that it asks has read, when it has run, all that its <paramref name="Follows"/> rules would have it read.</param>
/// <param name="Follows">Whether a rule before it in the phase asks the same recogniser of all values that this one reads: when that found nothing, this one does not match.</param>
/// <param name="Next">The next link.</param>
internal sealed record RuleTest(Rule Rule, TransformationChain Chain, TransformationChain Scanned, int Condition, int Scanner, int Sources, bool Leads, bool Follows, RuleTest? Next)
{
    /// <summary>The number of the recogniser that a rule asks which leads or follows.</summary>
    public int Recogniser { get; } = Rule.Operator is Detect detect ? detect.Number : -1;

    /// <summary>What it asks, where that is plain; otherwise null. Of a rule that a scanner speaks for, only whether there is a value of the key that it names.</summary>
    public PlainTest? Plain { get; } = PlainTest.Of(Rule, Chain, Remembers(Rule, Chain, Condition, Sources, Leads)) is { } plain && (Sources < 0 || plain.Key is not null) ? plain : null;

    /// <summary>The rule, where it names variables after what it matches; otherwise null.</summary>
    public NamingRule? Naming { get; } = Condition >= 0 ? null : NamingRule.Of(Rule, Chain);

    /// <summary>Whether no scanner speaks for it, and its answer hangs on the value alone: then its "no" to a value that requests repeat is kept.</summary>
    public bool IsRemembered { get; } = Remembers(Rule, Chain, Condition, Sources, Leads);

    /// <summary>
    /// Whether its "no" to the form of a value that it reads, to all of them with <c>multiMatch</c>, says that no rule with its condition matches the value, in any request: the operator looks at nothing else. Of a rule that
    /// leads, more is wanted than its own answer.
    /// </summary>
    public bool IsDecisive { get; } = Condition >= 0 && Rule is { Negated: false, OperatorMacro: null, Operator.ReadsValueOnly: true } && !Leads;

    private static bool Remembers(Rule rule, TransformationChain chain, int condition, int sources, bool leads) =>
        sources < 0 && (condition < 0 || rule.Negated) && !chain.Every && !leads && rule is { OperatorMacro: null, Operator: { ReadsValueOnly: true } or NumberOperator };
}
