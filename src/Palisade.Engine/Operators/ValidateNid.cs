using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateNid cl|us pattern</c>: true when one of the first ten parts of the value that the pattern matches is a national identity number.</summary>
/// <remarks>
/// An operator of Coraza. <c>cl</c>: a Chilean RUT, whose last character (a digit or k) checks the others; <c>us</c>: a social
/// security number, by the rules of <c>@verifySSN</c> for its first nine digits. With <c>capture</c>, all such numbers of the
/// ten are captured one after the other. Macros are not expanded.
/// </remarks>
internal sealed class ValidateNid : Operator
{
    private const int MaxCandidates = 10;

    private readonly ArgumentPattern _pattern;
    private readonly bool _chile;
    private readonly TimeProvider _clock;

    private ValidateNid(ArgumentPattern pattern, bool chile, TimeProvider clock) => (_pattern, _chile, _clock) = (pattern, chile, clock);

    /// <inheritdoc/>
    public override string Name => "validateNid";

    /// <inheritdoc/>
    public override MatchCondition Condition => _pattern.Condition;

    /// <summary>Reads country and pattern.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        var space = argument.Text.IndexOf(' ');
        var country = space < 0 ? argument.Text : argument.Text[..space];
        if (space < 0 || country is not ("cl" or "us"))
            return argument.Refuse(OperatorFaults.Argument, $"'{country}' is not a country it knows", "write @validateNid cl PATTERN or @validateNid us PATTERN");
        return ArgumentPattern.Create(argument, space + 1) is { } pattern ? new ValidateNid(pattern, country == "cl", argument.Options.Clock) : null;
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_pattern.For(run) is not { } pattern) return false;
        Span<ByteRange> groups = stackalloc ByteRange[1];
        var any = false;
        var walk = pattern.Walk(value, _clock);
        for (var candidates = 0; candidates < MaxCandidates && walk.Next(groups) > 0; candidates++)
        {
            var candidate = groups[0].Of(value);
            if (!(_chile ? IsChilean(candidate) : VerifySsn.IsNumber(candidate, atLeast: true))) continue;
            any = true;
            if (run.WantsCaptures) run.Capture(candidate);
        }

        run.LimitExceeded |= walk.LimitExceeded && !any;
        return any;
    }

    private static bool IsChilean(ReadOnlySpan<byte> candidate)
    {
        if (candidate.Length < 8) return false;
        int sum = 0, factor = 2, check = -1;
        for (var at = candidate.Length - 1; at >= 0; at--)
        {
            var b = (byte)(candidate[at] | 0x20);
            var digit = b == 'k' ? 10 : char.IsAsciiDigit((char)candidate[at]) ? candidate[at] - '0' : -1;
            if (digit < 0) continue;
            if (check < 0)
            {
                check = digit;
                continue;
            }

            if (digit == 10) return false;
            sum += digit * factor;
            factor = factor == 7 ? 2 : factor + 1;
        }

        return check >= 0 && (11 - (sum % 11)) % 11 == check;
    }
}
