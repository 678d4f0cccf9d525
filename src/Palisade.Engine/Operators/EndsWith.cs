using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@endsWith text</c>: true when the value ends with the text, byte for byte.</summary>
/// <remarks>Macros in the text are expanded. An empty text ends every value.</remarks>
internal sealed class EndsWith(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "endsWith";

    /// <inheritdoc/>
    public override MatchCondition Condition => HasText;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => value.EndsWith(Text(run));
}
