using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Tells where the match that starts at a place ends, when no group is asked for. In a state stand the instructions that a <see cref="PikeMachine"/> would follow, in the order of
/// their priority and none behind a match, so that a byte takes one look-up. (R. Cox, "Regular Expression Matching in the Wild", 2010.) States are built when a search first comes to
/// them. A thread remembers them for the last few automata it searched with: those of the rules that match one request.
/// </summary>
internal sealed class MatchEnds
{
    /// <summary>In place of an end: states are no use for this text, or there is no match.</summary>
    public const int Unknown = -1;

    // 256 KiB for each automaton, 2 MiB for a thread.
    private const int MostNumbers = 64 * 1024;
    private const int Remembered = 8;

    // A step that is not taken four times is not worth building; the first ones always are.
    private const int FirstSteps = 256;
    private const int BytesForEachStep = 4;

    // So often in a row is not by chance: a rule that matches each of many values.
    private const int OftenInARow = 8;

    // The state without instructions.
    private const int Nowhere = 0;

    [ThreadStatic]
    private static MatchEnds?[]? s_ofThread;

    [ThreadStatic]
    private static int s_next;

    [ThreadStatic]
    private static Nfa? s_last;

    [ThreadStatic]
    private static int s_inARow;

    private readonly Nfa _nfa;
    private readonly Dictionary<int[], int> _numbers = new(new StateComparer());
    private readonly List<int[]> _states = [];

    // For each state and class twice the next state, and one more where a match ends before the byte.
    private int[] _steps = [];
    private readonly int[] _met;
    private int[] _open = new int[64];
    private int[] _reached = new int[64];
    private int _openCount;
    private int _reachedCount;
    private int _numbersKept;
    private int _walk;

    // The states that a search starts in, by what is before it.
    private readonly int[] _starts = new int[(int)Before.Nothing + 1];

    private MatchEnds(Nfa nfa)
    {
        _nfa = nfa;
        _met = new int[nfa.Instructions.Length];
    }

    /// <summary>The number of instructions followed by the last search.</summary>
    public long Steps { get; private set; }

    /// <summary>Those of an automaton that this thread remembers, or begins to.</summary>
    public static MatchEnds Of(Nfa nfa)
    {
        var remembered = s_ofThread ??= new MatchEnds?[Remembered];
        foreach (var one in remembered)
        {
            if (one?._nfa == nfa) return one;
        }

        s_next = (s_next + 1) % Remembered;
        return remembered[s_next] = new MatchEnds(nfa);
    }

    /// <summary>Whether this thread has asked it of one automaton so often in a row that states are worth having, however short the texts are.</summary>
    public static bool IsAskedOften(Nfa nfa)
    {
        s_inARow = nfa == s_last ? s_inARow + 1 : 0;
        s_last = nfa;
        return s_inARow > OftenInARow;
    }

    /// <summary>Where the match ends that PCRE finds at a place; <see cref="Unknown"/> where that is for another machine to say.</summary>
    /// <param name="value">The value.</param>
    /// <param name="start">Where the match starts.</param>
    public int Find(ReadOnlySpan<byte> value, int start)
    {
        Begin();
        var classes = _nfa.Classes;
        var (end, built, last) = (Unknown, 0, value.Length - 1);
        var state = StartAfter(classes.At(value, start));
        var (classOf, width, steps) = (classes.Map, classes.Count, _steps);
        for (var place = start; state != Nowhere; place++)
        {
            var next = place < last ? classOf[value[place]] : classes.Next(value, place);
            var step = steps[(state * width) + next];
            if (step == Unknown)
            {
                if (++built > FirstSteps + ((place - start) / BytesForEachStep) || _numbersKept > MostNumbers) return Unknown;
                step = Build(state, next);
                steps = _steps;
            }

            if ((step & 1) != 0) end = place;
            state = step >> 1;
        }

        return end;
    }

    private void Begin()
    {
        Steps = 0;
        if (_numbersKept is > 0 and <= MostNumbers) return;
        _numbers.Clear();
        _states.Clear();
        _numbersKept = 0;
        StateOf([]);
        Array.Clear(_starts);
    }

    private int StartAfter(Before before)
    {
        ref var start = ref _starts[(int)before];
        if (start == Nowhere) start = StateOf([(int)before, _nfa.Start]);
        return start;
    }

    private int Build(int state, int next)
    {
        if (_walk == int.MaxValue)
        {
            Array.Clear(_met);
            _walk = 0;
        }

        _walk++;
        _reached[0] = (int)_nfa.Classes.After(next);
        _reachedCount = 1;
        var items = _states[state];
        var matched = false;
        for (var i = 1; i < items.Length && !matched; i++) matched = Walk(items[i], (Before)items[0], next);
        var target = _reachedCount == 1 ? Nowhere : StateOf(_reached.AsSpan(0, _reachedCount));
        return _steps[(state * _nfa.Classes.Count) + next] = (2 * target) + (matched ? 1 : 0);
    }

    // Adds what follows those instructions that take the byte, in their order, up to a match: what has less priority no longer counts.
    private bool Walk(int instruction, Before before, int next)
    {
        var program = _nfa.Instructions;
        _openCount = 0;
        Open(instruction);
        while (_openCount > 0)
        {
            var at = _open[--_openCount];
            if (_met[at] == _walk) continue;
            _met[at] = _walk;
            Steps++;
            ref readonly var current = ref program[at];
            switch (current.Operation)
            {
                case Operation.Take:
                    if (_nfa.Classes.Contains(current.Argument, next)) Reach(current.Next);
                    break;
                case Operation.Match:
                    return true;
                case Operation.Split:
                    Open(current.Other);
                    Open(current.Next);
                    break;
                case Operation.Assert when !_nfa.Classes.Holds((Anchor)current.Argument, before, next):
                    break;
                default:
                    Open(current.Next);
                    break;
            }
        }

        return false;
    }

    private void Open(int instruction)
    {
        if (_openCount == _open.Length) Array.Resize(ref _open, 2 * _openCount);
        _open[_openCount++] = instruction;
    }

    private void Reach(int instruction)
    {
        if (_reachedCount == _reached.Length) Array.Resize(ref _reached, 2 * _reachedCount);
        _reached[_reachedCount++] = instruction;
    }

    private int StateOf(ReadOnlySpan<int> items)
    {
        var known = _numbers.GetAlternateLookup<ReadOnlySpan<int>>();
        if (known.TryGetValue(items, out var state)) return state;
        state = _states.Count;
        var stored = items.ToArray();
        _states.Add(stored);
        _numbers.Add(stored, state);
        var width = _nfa.Classes.Count;
        _numbersKept += width + items.Length;
        if ((state + 1) * width > _steps.Length) Array.Resize(ref _steps, Math.Max((state + 1) * width, 2 * _steps.Length));
        _steps.AsSpan(state * width, width).Fill(Unknown);
        return state;
    }
}
