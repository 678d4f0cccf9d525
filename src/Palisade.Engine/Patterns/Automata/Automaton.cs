using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>The running half of a pattern that needs no backtracking. Time is in proportion to the value, whatever pattern and value are.</summary>
internal sealed class Automaton
{
    /// <summary>
    /// The most instructions that a search follows: about a second of work. A pattern has up to <see cref="Nfa.MostInstructions"/>, and each may be followed
    /// twice for each byte: patterns of up to 380 cannot come to this bound in 128 KiB, the largest may in 1 KiB.
    /// </summary>
    public const long MostSteps = 100_000_000;

    // What may be read to rule out places where no match starts: so much for each byte of the value, and so much besides, which is enough for all of a short one.
    private const long BytesToRuleOut = 2;
    private const int FirstBytesToRuleOut = 512;

    // To ask at a place takes as long as to read so many bytes.
    private const int BytesOfAsking = 16;

    // Each half may take a state of its own, of up to all instructions: a shorter text is read sooner than they are put in order.
    private const int BytesForHalves = 1024;

    private readonly Nfa _nfa;
    private readonly LazyDfa _dfa;
    private readonly PatternMemory _memory;
    private readonly long _mostSteps;
    private LazyDfa? _here;

    private Automaton(Nfa nfa, PatternMemory memory, long mostSteps)
    {
        _nfa = nfa;
        _memory = memory;
        _mostSteps = mostSteps;
        _dfa = new LazyDfa(nfa, startsHere: false, memory, mostSteps);
    }

    /// <summary>Builds the automaton of a pattern; null when it needs backtracking or would be too big.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="memory">Bounds its states; null for that of the process.</param>
    /// <param name="mostSteps">The most instructions that a search follows.</param>
    public static Automaton? Build(PatternTree tree, PatternMemory? memory = null, long mostSteps = MostSteps) =>
        Nfa.Build(tree) is { } nfa ? new Automaton(nfa, memory ?? PatternMemory.Shared, mostSteps) : null;

    /// <summary>Whether a match starts at a place or after it.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="start">Where the search starts.</param>
    /// <param name="limitExceeded">Whether the search took more steps than it may; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int start, out bool limitExceeded) => _dfa.IsMatch(value, start, out limitExceeded);

    /// <summary>Finds the match and the groups that PCRE finds. <see cref="IsMatch"/> says sooner that there is none.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="start">Where the search starts.</param>
    /// <param name="hereAndNotEmpty">Whether the match must start there and have a byte.</param>
    /// <param name="slots">Receives for each group, the whole match first, where it starts and ends; -1 when it is not set. Groups beyond its length are not asked for.</param>
    /// <param name="limitExceeded">Whether the search took more steps than it may; the answer is then false.</param>
    public bool Match(ReadOnlySpan<byte> value, int start, bool hereAndNotEmpty, Span<int> slots, out bool limitExceeded)
    {
        var isStart = false;
        if (!hereAndNotEmpty) start = PassPlacesWithoutMatch(value, start, out isStart);
        var budget = SearchBudget.OfThread;
        limitExceeded = budget.Left <= 0;
        if (limitExceeded) return false;
        var isSmall = BacktrackMachine.Suits(_nfa, value, start);
        if (isStart && slots.Length == 2 && (!isSmall || MatchEnds.IsAskedOften(_nfa)) && EndOf(value, start, budget) is var end and not MatchEnds.Unknown)
        {
            (slots[0], slots[1]) = (start, end);
            return true;
        }

        if (isSmall)
        {
            var small = BacktrackMachine.OfThread;
            var foundSmall = small.Match(_nfa, value, start, hereAndNotEmpty, slots);
            budget.Spend(small.Steps);
            return foundSmall;
        }

        var machine = PikeMachine.OfThread;
        var found = machine.Match(_nfa, value, start, hereAndNotEmpty, slots, budget.Allow(_mostSteps), out limitExceeded);
        budget.Spend(machine.Steps);
        return found;
    }

    private int EndOf(ReadOnlySpan<byte> value, int start, SearchBudget budget)
    {
        var ends = MatchEnds.Of(_nfa);
        var end = ends.Find(value, start);
        budget.Spend(ends.Steps);
        return end;
    }

    /// <summary>Passes over places where no match starts: one look-up for each byte says so sooner than following threads. Answers a place not after the first match, and whether that starts there.</summary>
    private int PassPlacesWithoutMatch(ReadOnlySpan<byte> value, int start, out bool isStart)
    {
        var here = _here ?? Interlocked.CompareExchange(ref _here, new LazyDfa(_nfa, startsHere: true, _memory, _mostSteps), null) ?? _here;
        isStart = false;
        // Most places are ruled out by a byte or two. Where it takes many, ruling out one after the other could take the square of the value.
        var most = (BytesToRuleOut * value.Length) + FirstBytesToRuleOut;
        var starts = _nfa.Starts;
        for (var place = starts.Next(value, start); place <= value.Length; place = starts.Next(value, place + 1))
        {
            if (most < 0) return value.Length - place < BytesForHalves + (2 * _nfa.Instructions.Length) ? place : FirstStart(value, place, here, out isStart);
            isStart = here.IsMatch(value, place, out var known, out var limitExceeded);
            if (isStart || limitExceeded) return place;
            most -= known - place + BytesOfAsking;
        }

        return value.Length;
    }

    /// <summary>The first place where a match starts, by halves: whether one starts in the first half is told in two readings at most. Not after it where that is not known.</summary>
    private int FirstStart(ReadOnlySpan<byte> value, int place, LazyDfa here, out bool isStart)
    {
        isStart = false;
        // What matches first ends there.
        if (!_dfa.IsMatch(value, place, out var behind, out var limitExceeded)) return limitExceeded ? place : value.Length;
        for (var size = behind - place; size > 0; size = behind - place)
        {
            var middle = place + (size / 2);
            if (_dfa.StartsIn(value, place, middle, here) is not { } isIn) return place;
            if (isIn) behind = middle;
            else place = middle + 1;
        }

        isStart = true;
        return place;
    }
}
