using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@streq text</c>: true when the value is the text, byte for byte.</summary>
/// <remarks>Macros in the text are expanded.</remarks>
internal sealed class StrEq(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "streq";

    /// <inheritdoc/>
    public override MatchCondition Condition => HasText;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => value.SequenceEqual(Text(run));
}
