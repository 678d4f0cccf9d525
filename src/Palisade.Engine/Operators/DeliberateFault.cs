namespace Palisade.Engine.Operators;

/// <summary>
/// <c>@noMatch palisade-test-fault</c> where <see cref="OperatorOptions.DeliberateFaults"/> is set: throws, as an operator would that has a fault of its own. Everywhere
/// else it is the <see cref="NoMatch"/> that it is written as.
/// </summary>
internal sealed class DeliberateFault : Operator
{
    private const string Argument = "palisade-test-fault";

    /// <inheritdoc/>
    public override string Name => "noMatch";

    /// <summary>What <c>@noMatch</c> becomes.</summary>
    public static Operator OrNoMatch(OperatorArgument argument) => argument.Options.DeliberateFaults && argument.Text == Argument ? new DeliberateFault() : new NoMatch();

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => throw new InvalidOperationException("A test asked for a fault of the engine.");
}
