using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@noMatch</c>: never true; switches a rule off without taking it out. The argument is ignored.</summary>
internal sealed class NoMatch : Operator
{
    /// <inheritdoc/>
    public override string Name => "noMatch";

    /// <inheritdoc/>
    public override MatchCondition Condition => MatchCondition.Nothing;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => false;
}
