namespace Palisade.Engine.Operators;

/// <summary><c>@ge number</c>: true when the value is at least the number.</summary>
/// <remarks>Both are read as C reads numbers, so that a text without leading digits is 0. Macros in the number are expanded.</remarks>
internal sealed class Ge(OperatorArgument argument) : NumberOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "ge";

    /// <inheritdoc/>
    protected override (long Low, long High) Range(long number) => (number, long.MaxValue);
}
