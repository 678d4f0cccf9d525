namespace Palisade.Engine.Operators;

/// <summary><c>@verifyCPF pattern</c>: true when a part of the value that the pattern matches is a Brazilian taxpayer number (CPF).</summary>
/// <remarks>The last two of its first eleven digits check the others (modulo 11); numbers of one digit repeated and 01234567890 are none. See <see cref="NumberInValue"/> for what the pattern is tried on.</remarks>
internal sealed class VerifyCpf : NumberInValue
{
    private VerifyCpf(ArgumentPattern pattern, OperatorArgument argument)
        : base(pattern, argument.Options, argument.Text.Length == 0)
    {
    }

    /// <inheritdoc/>
    public override string Name => "verifyCPF";

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) =>
        ArgumentPattern.Create(argument, 0) is { } pattern ? new VerifyCpf(pattern, argument) : null;

    /// <inheritdoc/>
    protected override bool IsGenuine(ReadOnlySpan<byte> candidate)
    {
        Span<byte> digits = stackalloc byte[11];
        if (Digits.Take(candidate, digits) < 11 || Digits.AreAllEqual(digits) || Digits.AreConsecutive(digits[..10])) return false;
        return digits[9] == Check(digits[..9]) && digits[10] == Check(digits[..10]);
    }

    private static int Check(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += digits[i] * (digits.Length + 1 - i);
        return sum % 11 < 2 ? 0 : 11 - (sum % 11);
    }
}
