using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Finds the match and the groups that PCRE finds: all ways to match are followed at once, in the order in which a backtracking search would try them, and of
/// two that come to the same instruction at the same place only the first goes on. So each byte takes each instruction once at most. (R. Pike's method; R. Cox,
/// "Regular Expression Matching: the Virtual Machine Approach", 2009.) One for each thread, for any automaton.
/// </summary>
internal sealed class PikeMachine
{
    [ThreadStatic]
    private static PikeMachine? s_ofThread;

    // An instruction was met at this place when its mark is the stamp of the place: nothing needs to be cleared between places.
    private int[] _met = [];
    private int _stamp;
    private (int Instruction, int Place)[] _open = new (int, int)[64];
    private ThreadList _current = new();
    private ThreadList _following = new();

    private PikeMachine()
    {
    }

    /// <summary>That of this thread.</summary>
    public static PikeMachine OfThread => s_ofThread ??= new();

    /// <summary>The number of instructions followed by the last search.</summary>
    public long Steps { get; private set; }

    /// <summary>Finds the first match that starts at a place or after it.</summary>
    /// <param name="nfa">The automaton.</param>
    /// <param name="value">The value.</param>
    /// <param name="start">Where the search starts.</param>
    /// <param name="hereAndNotEmpty">Whether the match must start there and have a byte.</param>
    /// <param name="slots">Receives for each group, the whole match first, where it starts and ends; -1 when it is not set. Groups beyond its length are not asked for.</param>
    /// <param name="mostSteps">The most instructions to follow.</param>
    /// <param name="limitExceeded">Whether that ended the search; the answer is then false.</param>
    public bool Match(Nfa nfa, ReadOnlySpan<byte> value, int start, bool hereAndNotEmpty, Span<int> slots, long mostSteps, out bool limitExceeded)
    {
        limitExceeded = false;
        Steps = 0;
        if (_met.Length < nfa.Instructions.Length) _met = new int[nfa.Instructions.Length];
        Span<int> noted = slots.Length <= 64 ? stackalloc int[slots.Length] : new int[slots.Length];
        noted.Fill(-1);
        slots.Fill(-1);

        var found = false;
        _current.Clear(slots.Length);
        StartPlace();
        for (var place = start; place <= value.Length; place++)
        {
            if (!found && (place == start || !hereAndNotEmpty))
            {
                if (_current.Count == 0 && !hereAndNotEmpty)
                {
                    place = nfa.Starts.Next(value, place);
                    if (place > value.Length) break;
                    StartPlace();
                }

                if (nfa.Starts.CanBeAt(value, place)) Follow(nfa, nfa.Start, value, place, noted, _current);
            }

            if (_current.Count == 0 && (found || hereAndNotEmpty)) break;
            _following.Clear(slots.Length);
            StartPlace();
            for (var thread = 0; thread < _current.Count; thread++)
            {
                ref readonly var instruction = ref nfa.Instructions[_current.InstructionOf(thread)];
                if (instruction.Operation == Operation.Match)
                {
                    if (hereAndNotEmpty && place == start) continue;
                    // Threads of less priority, later starts among them, no longer count.
                    _current.SlotsOf(thread).CopyTo(slots);
                    found = true;
                    break;
                }

                _current.SlotsOf(thread).CopyTo(noted);
                Follow(nfa, instruction.Next, value, place + 1, noted, _following);
            }

            noted.Fill(-1);
            (_current, _following) = (_following, _current);
            limitExceeded = Steps > mostSteps;
            if (limitExceeded) return false;
        }

        return found;
    }

    private void StartPlace()
    {
        if (_stamp == int.MaxValue)
        {
            Array.Clear(_met);
            _stamp = 0;
        }

        _stamp++;
    }

    /// <summary>Follows a thread as far as it comes without taking a byte, and adds those that can take the next one, or have matched.</summary>
    /// <param name="nfa">The automaton.</param>
    /// <param name="instruction">Where the thread is.</param>
    /// <param name="value">The value.</param>
    /// <param name="place">The place in the value.</param>
    /// <param name="slots">The places that the thread has noted; afterwards as before.</param>
    /// <param name="threads">Receives the threads.</param>
    private void Follow(Nfa nfa, int instruction, ReadOnlySpan<byte> value, int place, Span<int> slots, ThreadList threads)
    {
        var program = nfa.Instructions;
        var classes = nfa.Classes;
        var before = classes.At(value, place);
        var next = classes.Next(value, place);
        var open = 0;
        Open(ref open, instruction, 0);
        while (open > 0)
        {
            var (at, earlier) = _open[--open];
            if (at < 0)
            {
                // All that follows the note is done: what was noted before holds again.
                slots[~at] = earlier;
                continue;
            }

            if (_met[at] == _stamp) continue;
            _met[at] = _stamp;
            Steps++;
            ref readonly var current = ref program[at];
            switch (current.Operation)
            {
                case Operation.Take:
                    if (classes.Contains(current.Argument, next)) threads.Add(at, slots);
                    break;
                case Operation.Match:
                    threads.Add(at, slots);
                    break;
                case Operation.Split:
                    Open(ref open, current.Other, 0);
                    Open(ref open, current.Next, 0);
                    break;
                case Operation.Save when current.Argument < slots.Length:
                    Open(ref open, ~current.Argument, slots[current.Argument]);
                    slots[current.Argument] = place;
                    Open(ref open, current.Next, 0);
                    break;
                case Operation.Assert when !classes.Holds((Anchor)current.Argument, before, next):
                    break;
                default:
                    Open(ref open, current.Next, 0);
                    break;
            }
        }
    }

    private void Open(ref int open, int instruction, int earlier)
    {
        if (open == _open.Length) Array.Resize(ref _open, 2 * open);
        _open[open++] = (instruction, earlier);
    }
}
