using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@contains text</c> and <c>@strmatch text</c>: true when the text occurs in the value, byte for byte.</summary>
/// <remarks>
/// Macros in the text are expanded. An empty text occurs in every value. The two are one operator:
/// ModSecurity's <c>strmatch</c> has no wildcards either. Neither ever captures.
/// </remarks>
internal sealed class Contains(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name { get; } = argument.Name;

    /// <inheritdoc/>
    public override MatchCondition Condition => HasText;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => Occurrences.IsIn(value, Text(run));
}
