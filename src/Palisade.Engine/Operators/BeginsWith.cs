using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@beginsWith text</c>: true when the value begins with the text, byte for byte.</summary>
/// <remarks>Macros in the text are expanded. An empty text begins every value.</remarks>
internal sealed class BeginsWith(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "beginsWith";

    /// <inheritdoc/>
    public override MatchCondition Condition => HasText;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => value.StartsWith(Text(run));
}
