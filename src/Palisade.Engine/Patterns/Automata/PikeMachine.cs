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

    private readonly ReachTable _reaches = new();

    // A thread came to an instruction at this place when its mark is the stamp of the place: nothing needs to be cleared between places.
    private int[] _met = [];
    private int _stamp;
    private long _followed;
    private long _stepsBefore;
    private Before _before;
    private int _next;
    private int _place;
    private bool _isLong;
    private ThreadList _current = new();
    private ThreadList _following = new();

    private PikeMachine()
    {
    }

    /// <summary>That of this thread.</summary>
    public static PikeMachine OfThread => s_ofThread ??= new();

    /// <summary>The number of instructions followed by the last search.</summary>
    public long Steps => _followed + _reaches.Steps;

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
        _followed = 0;
        if (_met.Length < nfa.Instructions.Length) _met = new int[nfa.Instructions.Length];
        Span<int> nothing = slots.Length <= 64 ? stackalloc int[slots.Length] : new int[slots.Length];
        nothing.Fill(-1);
        slots.Fill(-1);
        _reaches.Begin(nfa, slots.Length);

        var found = false;
        _current.Clear(slots.Length);
        StartPlace(nfa, value, start);
        for (var place = start; place <= value.Length; place++)
        {
            if (!found && (place == start || !hereAndNotEmpty))
            {
                if (_current.Count == 0 && !hereAndNotEmpty)
                {
                    place = nfa.Starts.Next(value, place);
                    if (place > value.Length) break;
                    StartPlace(nfa, value, place);
                }

                if (nfa.Starts.CanBeAt(value, place)) Follow(nfa, nfa.Start, nothing, _current);
            }

            if (_current.Count == 0 && (found || hereAndNotEmpty)) break;
            _following.Clear(slots.Length);
            if (place < value.Length) StartPlace(nfa, value, place + 1);
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

                Follow(nfa, instruction.Next, _current.SlotsOf(thread), _following);
            }

            (_current, _following) = (_following, _current);
            limitExceeded = Steps > mostSteps;
            if (limitExceeded) return false;
        }

        return found;
    }

    private void StartPlace(Nfa nfa, ReadOnlySpan<byte> value, int place)
    {
        if (_stamp == int.MaxValue)
        {
            Array.Clear(_met);
            _stamp = 0;
        }

        _stamp++;
        (_place, _before, _next) = (place, nfa.Classes.At(value, place), nfa.Classes.Next(value, place));
        (_stepsBefore, _isLong) = (Steps, false);
    }

    /// <summary>Follows a thread as far as it comes without taking a byte, and adds those that can take the next one, or have matched.</summary>
    /// <param name="nfa">The automaton.</param>
    /// <param name="instruction">Where the thread is.</param>
    /// <param name="noted">The places that the thread has noted.</param>
    /// <param name="threads">Receives the threads.</param>
    private void Follow(Nfa nfa, int instruction, ReadOnlySpan<int> noted, ThreadList threads)
    {
        // Who met an instruction on the way met all that can be come to from there, too: so it is enough to look at what takes a byte.
        var reached = Reached(nfa, instruction, noted.Length);
        _followed++;
        for (var i = 0; i < reached.Length;)
        {
            var (at, first) = (reached[i], i + 2);
            i = first + reached[i + 1];
            _followed++;
            if (_met[at] == _stamp) continue;
            _met[at] = _stamp;
            threads.Add(at, noted, reached[first..i], _place);
        }
    }

    private ReadOnlySpan<int> Reached(Nfa nfa, int instruction, int slots)
    {
        if (Steps - _stepsBefore <= nfa.Instructions.Length) return _reaches.From(nfa, instruction, _before, _next, slots);
        var first = !_isLong;
        _isLong = true;
        return _reaches.Rest(nfa, instruction, _before, _next, slots, first);
    }
}
