using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// What threads of a <see cref="PikeMachine"/> come to without taking a byte, remembered until another automaton is searched with: that depends on nothing but the instruction, what is before
/// the place and the class of what follows. Where a repeated group begins with hundreds of words, a thread would otherwise go through all of them at each byte.
/// </summary>
internal sealed class ReachTable
{
    // 1 MiB for a thread, and what one instruction comes to beyond that.
    private const int MostNumbers = 256 * 1024;

    private const int BeforeBits = 2;
    private const int Unknown = -1;

    private readonly List<int> _notes = [];

    // For each instruction and what is before it, where its cells begin: one for each class of what follows, with the place of what is known among the items.
    private Row[] _rows = [];
    private int[] _cells = new int[1024];
    private int[] _items = new int[1024];
    private int[] _met = [];
    private Nfa? _nfa;
    private int _slots;
    private (int Instruction, int Notes)[] _open = new (int, int)[64];
    private int _cellCount;
    private int _filled;
    private int _memory;
    private int _walk;

    /// <summary>The number of instructions that were followed since the search began.</summary>
    public long Steps { get; private set; }

    /// <summary>Begins a search. What the last one left is kept when it was for the same: a rule asks all values of a request one after the other.</summary>
    public void Begin(Nfa nfa, int slots)
    {
        Steps = 0;
        if (nfa == _nfa && slots == _slots) return;
        (_nfa, _slots) = (nfa, slots);
        Forget();
        if (_rows.Length < nfa.Instructions.Length << BeforeBits) _rows = new Row[nfa.Instructions.Length << BeforeBits];
        if (_met.Length < nfa.Instructions.Length) _met = new int[nfa.Instructions.Length];
    }

    /// <summary>
    /// Where a thread comes to, in the order of priority: instructions that take the next byte, and the match. For each its number, how many slots it notes on the way, and these.
    /// </summary>
    /// <param name="nfa">The automaton.</param>
    /// <param name="instruction">Where the thread is.</param>
    /// <param name="before">What is before the place.</param>
    /// <param name="next">The class of what follows.</param>
    /// <param name="slots">The slots that are asked for.</param>
    public ReadOnlySpan<int> From(Nfa nfa, int instruction, Before before, int next, int slots)
    {
        if (_filled + _cellCount > MostNumbers) Forget();
        ref var row = ref _rows[(instruction << BeforeBits) | (int)before];
        if (row.Memory != _memory) row = new(_memory, AddCells(nfa.Classes.Count));
        var at = _cells[row.Cells + next];
        if (at == Unknown)
        {
            Reserve(1);
            _cells[row.Cells + next] = at = _filled++;
            StartWalk();
            Walk(nfa, instruction, before, next, slots);
            _items[at] = _filled - at - 1;
        }

        return _items.AsSpan(at + 1, _items[at]);
    }

    /// <summary>
    /// The same, remembered by nobody, and without what came of other threads at the place since <paramref name="first"/>: so all threads together follow each instruction once at most.
    /// Where many threads come to the same many instructions, looking through what is remembered of each would take the square of their number.
    /// </summary>
    public ReadOnlySpan<int> Rest(Nfa nfa, int instruction, Before before, int next, int slots, bool first)
    {
        if (first) StartWalk();
        var at = _filled;
        _notes.Clear();
        Walk(nfa, instruction, before, next, slots);
        (var rest, _filled) = (_filled - at, at);
        return _items.AsSpan(at, rest);
    }

    private void Forget()
    {
        if (_memory == int.MaxValue)
        {
            Array.Clear(_rows);
            _memory = 0;
        }

        _memory++;
        (_cellCount, _filled) = (0, 0);
    }

    private int AddCells(int count)
    {
        var at = _cellCount;
        _cellCount += count;
        if (_cellCount > _cells.Length) Array.Resize(ref _cells, 2 * _cellCount);
        _cells.AsSpan(at, count).Fill(Unknown);
        return at;
    }

    private void Walk(Nfa nfa, int instruction, Before before, int next, int slots)
    {
        var program = nfa.Instructions;
        var classes = nfa.Classes;
        var open = 0;
        Open(ref open, instruction);
        while (open > 0)
        {
            var (at, notes) = _open[--open];
            if (_met[at] == _walk) continue;
            _met[at] = _walk;
            Steps++;
            _notes.RemoveRange(notes, _notes.Count - notes);
            ref readonly var current = ref program[at];
            switch (current.Operation)
            {
                case Operation.Take:
                    if (classes.Contains(current.Argument, next)) Add(at);
                    break;
                case Operation.Match:
                    Add(at);
                    break;
                case Operation.Split:
                    Open(ref open, current.Other);
                    Open(ref open, current.Next);
                    break;
                case Operation.Save when current.Argument < slots:
                    _notes.Add(current.Argument);
                    Open(ref open, current.Next);
                    break;
                case Operation.Assert when !classes.Holds((Anchor)current.Argument, before, next):
                    break;
                default:
                    Open(ref open, current.Next);
                    break;
            }
        }
    }

    private void StartWalk()
    {
        if (_walk == int.MaxValue)
        {
            Array.Clear(_met);
            _walk = 0;
        }

        _walk++;
        _notes.Clear();
    }

    private void Reserve(int more)
    {
        if (_filled + more > _items.Length) Array.Resize(ref _items, 2 * (_filled + more));
    }

    private void Open(ref int open, int instruction)
    {
        if (open == _open.Length) Array.Resize(ref _open, 2 * open);
        _open[open++] = (instruction, _notes.Count);
    }

    private void Add(int instruction)
    {
        var length = 2 + _notes.Count;
        Reserve(length);
        _items[_filled] = instruction;
        _items[_filled + 1] = _notes.Count;
        _notes.CopyTo(_items, _filled + 2);
        _filled += length;
    }

    /// <summary>What is known of an instruction; nothing when it is of another memory.</summary>
    private readonly record struct Row(int Memory, int Cells);
}
