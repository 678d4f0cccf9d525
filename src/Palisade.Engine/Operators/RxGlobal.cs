namespace Palisade.Engine.Operators;

/// <summary><c>@rxGlobal pattern</c>: as <c>@rx</c>, but goes on after the first match, so that all matches and their groups are captured one after the other.</summary>
/// <remarks>With <c>capture</c>, TX.0 is the first match, followed by its groups, the second match, its groups, and so on up to TX.9.</remarks>
internal sealed class RxGlobal : Operator
{
    private readonly ArgumentPattern _pattern;

    private RxGlobal(ArgumentPattern pattern) => _pattern = pattern;

    /// <inheritdoc/>
    public override string Name => "rxGlobal";

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) => ArgumentPattern.Create(argument) is { } pattern ? new RxGlobal(pattern) : null;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_pattern.For(run) is not { } pattern) return false;
        Span<(int Start, int Length)> groups = stackalloc (int, int)[OperatorRun.MaxCaptures];
        var any = false;
        for (var at = 0; at <= value.Length;)
        {
            var count = pattern.Match(value, at, groups, out var limit);
            run.LimitExceeded |= limit;
            if (count == 0) break;
            any = true;
            if (!run.WantsCaptures) break;
            foreach (var (start, length) in groups[..count]) run.Capture(length < 0 ? default : value.Slice(start, length));

            // Captures are all that later matches could add.
            if (run.CaptureCount == OperatorRun.MaxCaptures) break;

            // An empty match is followed by a search one byte further on.
            at = groups[0].Start + Math.Max(1, groups[0].Length);
        }

        return any;
    }
}
