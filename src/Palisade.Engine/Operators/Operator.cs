using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary>The operator of one rule, ready to run. Immutable and shared by all requests.</summary>
public abstract class Operator
{
    /// <summary>The canonical name without <c>@</c>, as <c>pmFromFile</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What every value has for which <see cref="Matches"/> says true: the others need not be tested.</summary>
    public virtual MatchCondition Condition => MatchCondition.Anything;

    /// <summary>Whether <see cref="Matches"/> depends on the value alone where the argument has no macros, and a "no" leaves nothing behind.</summary>
    public virtual bool ReadsValueOnly => false;

    /// <summary>Tests one value, before negation. Never throws for any value.</summary>
    /// <param name="value">The transformed value; any bytes.</param>
    /// <param name="run">What the operator may need besides the value, and where its captures go.</param>
    public abstract bool Matches(ReadOnlySpan<byte> value, OperatorRun run);
}
