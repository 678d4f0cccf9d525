using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateUrlEncoding</c>: true when the value holds a <c>%</c> that is not followed by two hexadecimal digits.</summary>
/// <remarks>For values that are still encoded; the argument is ignored. An empty value is valid.</remarks>
internal sealed class ValidateUrlEncoding : Operator
{
    /// <inheritdoc/>
    public override string Name => "validateUrlEncoding";

    /// <inheritdoc/>
    public override MatchCondition Condition => MatchCondition.ContainsByte(ByteSet.Of((byte)'%'));

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        for (var at = value.IndexOf((byte)'%'); at >= 0; at = value.IndexOf((byte)'%'))
        {
            if (value.Length - at < 3 || !char.IsAsciiHexDigit((char)value[at + 1]) || !char.IsAsciiHexDigit((char)value[at + 2])) return true;
            value = value[(at + 3)..];
        }

        return false;
    }
}
