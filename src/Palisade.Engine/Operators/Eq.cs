namespace Palisade.Engine.Operators;

/// <summary><c>@eq number</c>: true when the value is equal to the number.</summary>
/// <remarks>Both are read as C reads numbers, so that a text without leading digits is 0. Macros in the number are expanded.</remarks>
internal sealed class Eq(OperatorArgument argument) : NumberOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "eq";

    /// <inheritdoc/>
    protected override (long Low, long High) Range(long number) => (number, number);
}
