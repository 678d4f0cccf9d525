using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Follows the instructions of an automaton without regard to priority, as far as they can be followed without knowing the next byte. Where it stops it has
/// items: instructions that take a byte, and anchors that ask for what follows. One for each thread, for any automaton.
/// </summary>
internal sealed class NfaWalk
{
    [ThreadStatic]
    private static NfaWalk? s_ofThread;

    // An instruction was met in this walk when its mark is the stamp of the walk: nothing needs to be cleared between walks.
    private int[] _closed = [];
    private int[] _resolved = [];
    private int[] _closing = [];
    private int[] _resolving = [];
    private int[] _items = [];
    private int _stamp;
    private int _count;
    private Nfa? _nfa;
    private ulong[] _except = [];

    /// <summary>Whether the walk came to a match.</summary>
    public bool Matched { get; private set; }

    /// <summary>The number of instructions followed since it was set.</summary>
    public long Steps { get; set; }

    /// <summary>The items, in the order of the program once <see cref="Sort"/> was called.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>Starts a walk on this thread.</summary>
    /// <param name="nfa">The automaton.</param>
    /// <param name="except">A bit for each instruction that is not to be followed; none when empty.</param>
    public static NfaWalk Begin(Nfa nfa, ulong[] except)
    {
        var walk = s_ofThread ??= new NfaWalk();
        walk.Restart(nfa, except);
        return walk;
    }

    /// <summary>Starts the next walk over the same automaton or another.</summary>
    /// <inheritdoc cref="Begin"/>
    public void Restart(Nfa nfa, ulong[] except)
    {
        var size = nfa.Instructions.Length;
        if (_closed.Length < size)
        {
            _closed = new int[size];
            _resolved = new int[size];
            _closing = new int[size];
            _resolving = new int[size];
            _items = new int[size];
            _stamp = 0;
        }
        else if (_stamp == int.MaxValue)
        {
            Array.Clear(_closed);
            Array.Clear(_resolved);
            _stamp = 0;
        }

        _stamp++;
        _count = 0;
        _nfa = nfa;
        _except = except;
        Matched = false;
    }

    /// <summary>Adds items that a walk found before; <see cref="StartItems.Matched"/> is a match.</summary>
    public void Include(int[] items)
    {
        if (ReferenceEquals(items, StartItems.Matched)) Matched = true;
        else Include(items.AsSpan());
    }

    /// <summary>Adds items that a walk found before.</summary>
    public void Include(ReadOnlySpan<int> items)
    {
        Steps += items.Length;
        foreach (var item in items)
        {
            _closed[item] = _stamp;
            _items[_count++] = item;
        }
    }

    /// <summary>Follows instructions from a place where the next byte is not known.</summary>
    /// <param name="instruction">The first.</param>
    /// <param name="before">What is before the place.</param>
    public void Close(int instruction, Before before)
    {
        var program = _nfa!.Instructions;
        var open = 0;
        Open(instruction, _closed, _closing, ref open);
        while (open > 0)
        {
            var at = _closing[--open];
            if (IsExcepted(at)) continue;
            ref readonly var current = ref program[at];
            switch (current.Operation)
            {
                case Operation.Take:
                    _items[_count++] = at;
                    break;
                case Operation.Match:
                    Matched = true;
                    return;
                case Operation.Split:
                    Open(current.Other, _closed, _closing, ref open);
                    Open(current.Next, _closed, _closing, ref open);
                    break;
                case Operation.Assert when ByteClasses.AsksForNext((Anchor)current.Argument):
                    _items[_count++] = at;
                    break;
                case Operation.Assert when !ByteClasses.HoldsAfter((Anchor)current.Argument, before):
                    break;
                default:
                    Open(current.Next, _closed, _closing, ref open);
                    break;
            }
        }
    }

    /// <summary>Takes the items of a place over a byte, and follows what comes after it.</summary>
    /// <param name="items">The items of the place.</param>
    /// <param name="before">What is before the place.</param>
    /// <param name="next">The class of the byte, or of the end.</param>
    public void Take(ReadOnlySpan<int> items, Before before, int next)
    {
        Steps += items.Length;
        foreach (var item in items)
        {
            ref readonly var current = ref _nfa!.Instructions[item];
            if (current.Operation == Operation.Take) TakeByte(in current, next);
            else Resolve(item, before, next);
            if (Matched) return;
        }
    }

    /// <summary>Brings the items into the order of the program.</summary>
    public void Sort() => _items.AsSpan(0, _count).Sort();

    /// <summary>The instructions met where the next byte was not known, a bit for each.</summary>
    public ulong[] ToBits()
    {
        var bits = new ulong[(_nfa!.Instructions.Length + 63) / 64];
        for (var i = 0; i < _nfa.Instructions.Length; i++)
        {
            if (_closed[i] == _stamp) bits[i >> 6] |= 1UL << i;
        }

        return bits;
    }

    private void TakeByte(in Instruction instruction, int next)
    {
        var classes = _nfa!.Classes;
        if (classes.Contains(instruction.Argument, next)) Close(instruction.Next, classes.After(next));
    }

    /// <summary>Follows an anchor, and what comes after it at the same place, now that the next byte is known.</summary>
    private void Resolve(int item, Before before, int next)
    {
        var program = _nfa!.Instructions;
        var open = 0;
        Open(item, _resolved, _resolving, ref open);
        while (open > 0)
        {
            ref readonly var current = ref program[_resolving[--open]];
            switch (current.Operation)
            {
                case Operation.Take:
                    TakeByte(in current, next);
                    break;
                case Operation.Match:
                    Matched = true;
                    break;
                case Operation.Split:
                    Open(current.Other, _resolved, _resolving, ref open);
                    Open(current.Next, _resolved, _resolving, ref open);
                    break;
                case Operation.Assert when !_nfa.Classes.Holds((Anchor)current.Argument, before, next):
                    break;
                default:
                    Open(current.Next, _resolved, _resolving, ref open);
                    break;
            }

            if (Matched) return;
        }
    }

    private bool IsExcepted(int instruction) => _except.Length > 0 && (_except[instruction >> 6] >> instruction & 1) != 0;

    private void Open(int instruction, int[] marks, int[] stack, ref int open)
    {
        if (marks[instruction] == _stamp) return;
        marks[instruction] = _stamp;
        stack[open++] = instruction;
        Steps++;
    }
}
