namespace Palisade.Engine.Operators;

/// <summary><c>@within text</c>: true when the value occurs in the text, byte for byte.</summary>
/// <remarks>
/// Macros in the text are expanded. An empty value is within every text. There are no separators:
/// <c>ET P</c> is within <c>GET POST</c>, which is why rules surround both with delimiters.
/// </remarks>
internal sealed class Within(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "within";

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => Occurrences.IsIn(Text(run), value);
}
