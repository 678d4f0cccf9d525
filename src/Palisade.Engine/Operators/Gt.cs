namespace Palisade.Engine.Operators;

/// <summary><c>@gt number</c>: true when the value is greater than the number.</summary>
/// <remarks>Both are read as C reads numbers, so that a text without leading digits is 0. Macros in the number are expanded.</remarks>
internal sealed class Gt(OperatorArgument argument) : NumberOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "gt";

    /// <inheritdoc/>
    protected override (long Low, long High) Range(long number) => number == long.MaxValue ? (1, 0) : (number + 1, long.MaxValue);
}
