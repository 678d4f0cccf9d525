namespace Palisade.Engine.Operators;

/// <summary>An operator that compares the value with a number; both are read by <see cref="DecimalNumber"/>, so that a text is 0.</summary>
/// <remarks>ModSecurity v3's <c>@eq</c> reads 32 bits and takes what overflows for 0; here all five read 64 bits, as its other four do.</remarks>
internal abstract class NumberOperator(OperatorArgument argument) : Operator
{
    private readonly long _number = DecimalNumber.Parse(argument.Bytes);
    private readonly bool _hasMacros = argument.HasMacros;

    /// <summary>The values that match, from the least to the greatest, both included; null when only the transaction knows the number.</summary>
    public (long Low, long High)? Matching => _hasMacros ? null : Range(_number);

    /// <inheritdoc/>
    public sealed override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) =>
        IsIn(DecimalNumber.Parse(value), Range(_hasMacros ? DecimalNumber.Parse(run.Argument.Span) : _number));

    /// <summary>The values that compare so with a number: none where the first is above the second.</summary>
    protected abstract (long Low, long High) Range(long number);

    private static bool IsIn(long value, (long Low, long High) range) => value >= range.Low && value <= range.High;
}
