namespace Palisade.Engine.Operators;

/// <summary>An operator that compares the value with a number; both are read by <see cref="DecimalNumber"/>, so that a text is 0.</summary>
/// <remarks>ModSecurity v3's <c>@eq</c> reads 32 bits and takes what overflows for 0; here all five read 64 bits, as its other four do.</remarks>
internal abstract class NumberOperator(OperatorArgument argument) : Operator
{
    private readonly long _number = DecimalNumber.Parse(argument.Bytes);
    private readonly bool _hasMacros = argument.HasMacros;

    /// <inheritdoc/>
    public sealed override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) =>
        Compare(DecimalNumber.Parse(value), _hasMacros ? DecimalNumber.Parse(run.Argument.Span) : _number);

    /// <summary>The comparison, with the value on the left.</summary>
    protected abstract bool Compare(long value, long number);
}
