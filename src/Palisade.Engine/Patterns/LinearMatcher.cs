using Palisade.Engine.Patterns.Automata;

namespace Palisade.Engine.Patterns;

/// <summary>Runs a pattern on its automaton, in time that is linear in the value.</summary>
/// <param name="automaton">The automaton.</param>
/// <param name="groupCount">The number of capturing groups.</param>
/// <param name="whole">Tells of most values that they are matched whole; null for patterns of which that cannot be told without the automaton.</param>
internal sealed class LinearMatcher(Automaton automaton, int groupCount, WholeValue? whole) : PatternMatcher
{
    // The ten captures that a rule can have.
    private const int UsualSlots = 20;

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded) => automaton.IsMatch(value, 0, out limitExceeded);

    /// <inheritdoc/>
    public override int Match(ReadOnlySpan<byte> value, int start, Span<ByteRange> captures, out bool limitExceeded) =>
        Match(value, start, hereAndNotEmpty: false, captures, out limitExceeded);

    /// <inheritdoc/>
    public override WalkStep Over(ReadOnlySpan<byte> value)
    {
        var copy = value.ToArray();
        return (int start, bool hereAndNotEmpty, Span<ByteRange> captures, out bool limitExceeded) =>
            Match(copy, start, hereAndNotEmpty, captures, out limitExceeded);
    }

    private int Match(ReadOnlySpan<byte> value, int start, bool hereAndNotEmpty, Span<ByteRange> captures, out bool limitExceeded)
    {
        captures.Fill(ByteRange.Unset);
        if (whole is not null && start == 0 && !hereAndNotEmpty && whole.Takes(value))
        {
            limitExceeded = false;
            captures[0] = new ByteRange(0, value.Length);
            return 1;
        }

        if (!automaton.IsMatch(value, start, out limitExceeded)) return 0;

        var asked = Math.Min(captures.Length, groupCount + 1);
        Span<int> slots = 2 * asked <= UsualSlots ? stackalloc int[UsualSlots] : new int[2 * asked];
        slots = slots[..(2 * asked)];
        if (automaton.Match(value, start, hereAndNotEmpty, slots, out limitExceeded)) return Fill(slots, captures);

        if (!limitExceeded || hereAndNotEmpty) return 0;
        // That there is a match is known: it is the answer even when there is no time to tell where.
        captures[0] = new ByteRange(start, value.Length - start);
        return 1;
    }

    private static int Fill(ReadOnlySpan<int> slots, Span<ByteRange> captures)
    {
        var count = 0;
        for (var group = 0; 2 * group < slots.Length; group++)
        {
            var (from, to) = (slots[2 * group], slots[(2 * group) + 1]);
            if (to < 0) continue;
            captures[group] = new ByteRange(from, to - from);
            count = group + 1;
        }

        return count;
    }
}
