namespace Palisade.Engine.Operators;

/// <summary><c>@verifySSN pattern</c>: true when a part of the value that the pattern matches is a social security number of the United States.</summary>
/// <remarks>Such a number has exactly nine digits, neither all equal nor consecutive, with no part (3, 2 and 4 digits) all zero, and its first part is below 740 and not 666, as assigned before 2011. See <see cref="NumberInValue"/> for what the pattern is tried on.</remarks>
internal sealed class VerifySsn : NumberInValue
{
    private VerifySsn(ArgumentPattern pattern, OperatorArgument argument)
        : base(pattern, argument.Options, argument.Text.Length == 0)
    {
    }

    /// <inheritdoc/>
    public override string Name => "verifySSN";

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) =>
        ArgumentPattern.Create(argument, 0) is { } pattern ? new VerifySsn(pattern, argument) : null;

    /// <inheritdoc/>
    protected override bool IsGenuine(ReadOnlySpan<byte> candidate) => IsNumber(candidate, atLeast: false);

    /// <summary>Whether the digits in a text are such a number.</summary>
    /// <param name="atLeast">Whether digits after the ninth are left out; otherwise there must be none.</param>
    internal static bool IsNumber(ReadOnlySpan<byte> text, bool atLeast)
    {
        Span<byte> digits = stackalloc byte[9];
        var count = Digits.Take(text, digits);
        if (count < 9 || (count > 9 && !atLeast) || Digits.AreAllEqual(digits) || Digits.AreConsecutive(digits)) return false;
        var area = Digits.Number(digits[..3]);
        return area is not (0 or 666) && area < 740 && Digits.Number(digits[3..5]) != 0 && Digits.Number(digits[5..]) != 0;
    }
}
