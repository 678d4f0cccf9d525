using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@rxGlobal pattern</c>: as <c>@rx</c>, but goes on after the first match, so that all matches and their groups are captured one after the other.</summary>
/// <remarks>With <c>capture</c>, TX.0 is the first match, followed by its groups, the second match, its groups, and so on up to TX.9.</remarks>
internal sealed class RxGlobal : Operator
{
    private readonly ArgumentPattern _pattern;

    private RxGlobal(ArgumentPattern pattern) => _pattern = pattern;

    /// <inheritdoc/>
    public override string Name => "rxGlobal";

    /// <inheritdoc/>
    public override MatchCondition Condition => _pattern.Condition;

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) => ArgumentPattern.Create(argument) is { } pattern ? new RxGlobal(pattern) : null;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_pattern.For(run) is not { } pattern) return false;
        if (!run.WantsCaptures) return Matches(pattern, value, run);
        Span<ByteRange> groups = stackalloc ByteRange[OperatorRun.MaxCaptures];
        var any = false;
        var walk = pattern.Walk(value);
        // Captures are all that later matches could add.
        while (run.CaptureCount < OperatorRun.MaxCaptures && walk.Next(groups) is > 0 and var count)
        {
            any = true;
            foreach (var group in groups[..count]) run.Capture(group.Of(value));
        }

        run.LimitExceeded |= walk.LimitExceeded && !any;
        return any;
    }

    private static bool Matches(BytePattern pattern, ReadOnlySpan<byte> value, OperatorRun run)
    {
        var matched = pattern.IsMatch(value, out var limit);
        run.LimitExceeded |= limit;
        return matched;
    }
}
