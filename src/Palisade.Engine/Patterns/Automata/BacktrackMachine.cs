using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Finds the match and the groups that PCRE finds, one way after the other as PCRE tries them, but comes to no instruction twice at the same place: what failed
/// once fails again. So its time is bounded as <see cref="PikeMachine"/>'s is, and less where the first way mostly leads on. A bit is kept for each instruction
/// and place, which suits small patterns and values. (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.) One for each thread.
/// </summary>
internal sealed class BacktrackMachine
{
    // 32 KiB for each thread; clearing all of it takes less time than the other machine's first bytes.
    private const long MostBits = 1 << 18;
    private const int WordBits = 64;

    [ThreadStatic]
    private static BacktrackMachine? s_ofThread;

    private readonly ulong[] _visited = new ulong[MostBits / WordBits];
    private (int Instruction, int Place)[] _open = new (int, int)[64];
    private int _openCount;

    private BacktrackMachine()
    {
    }

    /// <summary>That of this thread.</summary>
    public static BacktrackMachine OfThread => s_ofThread ??= new();

    /// <summary>The number of instructions followed by the last search.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether pattern and value are small enough.</summary>
    public static bool Suits(Nfa nfa, ReadOnlySpan<byte> value, int start) => (long)nfa.Instructions.Length * (value.Length - start + 1) <= MostBits;

    /// <inheritdoc cref="PikeMachine.Match"/>
    public bool Match(Nfa nfa, ReadOnlySpan<byte> value, int start, bool hereAndNotEmpty, Span<int> slots)
    {
        Steps = 0;
        Array.Clear(_visited, 0, ((nfa.Instructions.Length * (value.Length - start + 1)) + WordBits - 1) / WordBits);
        slots.Fill(-1);
        for (var place = start; place <= value.Length; place++)
        {
            if (!hereAndNotEmpty) place = nfa.Starts.Next(value, place);
            if (place > value.Length) return false;
            if (nfa.Starts.CanBeAt(value, place) && MatchAt(nfa, value, start, place, hereAndNotEmpty, slots)) return true;
            if (hereAndNotEmpty) return false;
        }

        return false;
    }

    private bool MatchAt(Nfa nfa, ReadOnlySpan<byte> value, int origin, int place, bool notEmpty, Span<int> slots)
    {
        var start = place;
        _openCount = 0;
        Open(nfa.Start, place);
        while (_openCount > 0)
        {
            var (at, where) = _open[--_openCount];
            if (at < 0) slots[~at] = where;
            else if (Follow(nfa, at, value, origin, where, notEmpty ? start : -1, slots)) return true;
        }

        return false;
    }

    // Goes on as far as the first way leads; the others, and what was noted before, are left open.
    private bool Follow(Nfa nfa, int at, ReadOnlySpan<byte> value, int origin, int place, int noMatchAt, Span<int> slots)
    {
        var program = nfa.Instructions;
        var classes = nfa.Classes;
        while (Visit((place - origin) * program.Length + at))
        {
            ref readonly var current = ref program[at];
            switch (current.Operation)
            {
                case Operation.Take:
                    if (place == value.Length || !classes.Contains(current.Argument, classes.Next(value, place))) return false;
                    place++;
                    break;
                case Operation.Match:
                    return place != noMatchAt;
                case Operation.Split:
                    Open(current.Other, place);
                    break;
                case Operation.Save when current.Argument < slots.Length:
                    Open(~current.Argument, slots[current.Argument]);
                    slots[current.Argument] = place;
                    break;
                case Operation.Assert when !classes.Holds((Anchor)current.Argument, classes.At(value, place), classes.Next(value, place)):
                    return false;
            }

            at = current.Next;
        }

        return false;
    }

    private bool Visit(int bit)
    {
        ref var word = ref _visited[bit / WordBits];
        var mask = 1UL << (bit % WordBits);
        if ((word & mask) != 0) return false;
        word |= mask;
        Steps++;
        return true;
    }

    private void Open(int instruction, int place)
    {
        if (_openCount == _open.Length) Array.Resize(ref _open, 2 * _openCount);
        _open[_openCount++] = (instruction, place);
    }
}
