namespace Palisade.Engine.Operators;

/// <summary><c>@le number</c>: true when the value is at most the number.</summary>
/// <remarks>Both are read as C reads numbers, so that a text without leading digits is 0. Macros in the number are expanded.</remarks>
internal sealed class Le(OperatorArgument argument) : NumberOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "le";

    /// <inheritdoc/>
    protected override (long Low, long High) Range(long number) => (long.MinValue, number);
}
