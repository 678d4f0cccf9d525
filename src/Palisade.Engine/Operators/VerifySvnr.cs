namespace Palisade.Engine.Operators;

/// <summary><c>@verifySVNR pattern</c>: true when a part of the value that the pattern matches is an Austrian social insurance number.</summary>
/// <remarks>The fourth of its first ten digits checks the others (weights 3 7 9 and 5 8 4 2 1 6, modulo 11, with 10 as 0); a number of one digit repeated is none. See <see cref="NumberInValue"/> for what the pattern is tried on.</remarks>
internal sealed class VerifySvnr : NumberInValue
{
    private VerifySvnr(ArgumentPattern pattern, OperatorArgument argument)
        : base(pattern, argument.Options, argument.Text.Length == 0)
    {
    }

    /// <inheritdoc/>
    public override string Name => "verifySVNR";

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) =>
        ArgumentPattern.Create(argument, 0) is { } pattern ? new VerifySvnr(pattern, argument) : null;

    /// <inheritdoc/>
    protected override bool IsGenuine(ReadOnlySpan<byte> candidate)
    {
        Span<byte> digits = stackalloc byte[10];
        if (Digits.Take(candidate, digits) < 10 || Digits.AreAllEqual(digits)) return false;
        ReadOnlySpan<byte> weights = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += digits[i] * weights[i];
        return sum % 11 % 10 == digits[3];
    }
}
