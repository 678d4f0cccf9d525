namespace Palisade.Engine.Operators;

/// <summary><c>@lt number</c>: true when the value is less than the number.</summary>
/// <remarks>Both are read as C reads numbers, so that a text without leading digits is 0. Macros in the number are expanded.</remarks>
internal sealed class Lt(OperatorArgument argument) : NumberOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "lt";

    /// <inheritdoc/>
    protected override (long Low, long High) Range(long number) => number == long.MinValue ? (1, 0) : (long.MinValue, number - 1);
}
