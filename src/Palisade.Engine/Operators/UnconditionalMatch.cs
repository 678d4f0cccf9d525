namespace Palisade.Engine.Operators;

/// <summary><c>@unconditionalMatch</c>: always true; is what <c>SecAction</c> uses. The argument is ignored.</summary>
internal sealed class UnconditionalMatch : Operator
{
    /// <inheritdoc/>
    public override string Name => "unconditionalMatch";

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => true;
}
