using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@rx pattern</c>, and every operator text that does not begin with <c>@</c>: true when the pattern matches somewhere in the value.</summary>
/// <remarks>
/// Patterns are PCRE's over bytes; the dot matches line feeds, <c>^</c> and <c>$</c> match at every line. With <c>capture</c>,
/// TX.0 is the match and TX.1 to TX.9 its groups; a group that took no part is empty. A pattern with macros is compiled for
/// what they expand to, and matches nothing when that does not parse. A pattern that runs into its limit matches nothing and
/// the limit is reported. An empty pattern matches everything.
/// </remarks>
internal sealed class Rx : Operator
{
    private readonly ArgumentPattern _pattern;

    private Rx(ArgumentPattern pattern) => _pattern = pattern;

    /// <inheritdoc/>
    public override string Name => "rx";

    /// <inheritdoc/>
    public override MatchCondition Condition => _pattern.Condition;

    /// <summary>Compiles the pattern.</summary>
    public static Operator? Create(OperatorArgument argument) => ArgumentPattern.Create(argument) is { } pattern ? new Rx(pattern) : null;

    /// <inheritdoc/>
    public override bool ReadsValueOnly => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_pattern.For(run) is not { } pattern) return false;
        bool limit, matched;
        if (!run.WantsCaptures)
        {
            matched = pattern.IsMatch(value, out limit);
        }
        else
        {
            Span<ByteRange> groups = stackalloc ByteRange[OperatorRun.MaxCaptures];
            var count = pattern.Match(value, 0, groups, out limit);
            foreach (var group in groups[..count]) run.Capture(group.Of(value));
            matched = count > 0;
        }

        // A match that is known is an answer, even where there was no time left for its groups.
        run.LimitExceeded |= limit && !matched;
        return matched;
    }
}
