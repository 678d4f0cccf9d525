using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary>An operator that looks for numbers of some kind: a pattern finds candidates, and arithmetic says which are genuine.</summary>
/// <remarks>
/// <para>Every place in the value where the pattern matches is a candidate, overlapping ones included; <c>^</c> and <c>\b</c> look
/// at the whole value. (ModSecurity v3 cuts the value before each candidate for all of these but <c>@verifyCC</c>, so that a
/// number inside a longer one has a word boundary before it; that was not taken over.) An empty pattern finds nothing. Macros are not expanded.</para>
/// <para>With <c>capture</c>, TX.0 is the candidate. A search that runs into the pattern's time limit matches nothing and the limit
/// is reported.</para>
/// </remarks>
internal abstract class NumberInValue(ArgumentPattern pattern, OperatorOptions options, bool empty) : Operator
{
    /// <inheritdoc/>
    public sealed override MatchCondition Condition => empty ? MatchCondition.Nothing : pattern.Condition;

    /// <inheritdoc/>
    public sealed override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (empty || pattern.For(run) is not { } compiled) return false;
        Span<ByteRange> groups = stackalloc ByteRange[1];
        var walk = compiled.Walk(value, options.Clock);
        while (walk.Next(groups) > 0)
        {
            var candidate = groups[0].Of(value);
            if (IsGenuine(candidate))
            {
                if (run.WantsCaptures) run.Capture(candidate);
                return true;
            }

            walk.StepInside();
        }

        run.LimitExceeded |= walk.LimitExceeded;
        return false;
    }

    /// <summary>Whether the candidate is such a number.</summary>
    protected abstract bool IsGenuine(ReadOnlySpan<byte> candidate);
}
