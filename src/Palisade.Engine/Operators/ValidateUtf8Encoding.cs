using System.Text.Unicode;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateUtf8Encoding</c>: true when the value is not UTF-8 as RFC 3629 has it.</summary>
/// <remarks>
/// Overlong forms, surrogates, cut sequences and code points past U+10FFFF are not. The argument is ignored.
/// ModSecurity v3 lets F4 90 80 80 and what follows it pass; here it is found.
/// </remarks>
internal sealed class ValidateUtf8Encoding : Operator
{
    /// <inheritdoc/>
    public override string Name => "validateUtf8Encoding";

    /// <inheritdoc/>
    public override MatchCondition Condition => MatchCondition.ContainsByte(ByteSet.Range(0x80, 0xFF));

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => !Utf8.IsValid(value);
}
