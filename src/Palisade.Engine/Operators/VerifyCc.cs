namespace Palisade.Engine.Operators;

/// <summary><c>@verifyCC pattern</c>: true when a part of the value that the pattern matches is a payment card number.</summary>
/// <remarks>A card number's digits pass Luhn's check (ISO/IEC 7812-1, annex B), separators left out. See <see cref="NumberInValue"/> for what the pattern is tried on.</remarks>
internal sealed class VerifyCc : NumberInValue
{
    private VerifyCc(ArgumentPattern pattern, OperatorArgument argument)
        : base(pattern, argument.Options, argument.Text.Length == 0)
    {
    }

    /// <inheritdoc/>
    public override string Name => "verifyCC";

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) =>
        ArgumentPattern.Create(argument, 0) is { } pattern ? new VerifyCc(pattern, argument) : null;

    /// <inheritdoc/>
    protected override bool IsGenuine(ReadOnlySpan<byte> candidate)
    {
        var sum = 0;
        var count = 0;
        for (var at = candidate.Length - 1; at >= 0; at--)
        {
            if (candidate[at] is < (byte)'0' or > (byte)'9') continue;
            var digit = (candidate[at] - '0') << (count++ & 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return count > 0 && sum % 10 == 0;
    }
}
