namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// The states of a <see cref="LazyDfa"/> that are known, and the steps between them. It only grows; whoever still reads it after it was replaced finds it as
/// it was.
/// </summary>
/// <remarks>
/// A state is what is before the place, and the items there beyond <see cref="StartItems"/>. In the table each has a row of steps by class of the next byte;
/// a step is the index of the row it leads to. Steps are read without a lock: the row that a step leads to is in the array that holds the step, and a
/// step not written yet reads as <see cref="Unknown"/>.
/// </remarks>
internal sealed class DfaCache
{
    /// <summary>A step that has not been worked out.</summary>
    public const int Unknown = 0;

    private const int FirstRows = 8;
    // What a state takes beside its row and its items: an array, an entry of the dictionary and one of the list.
    private const int BytesOfState = 64;

    private readonly StartItems?[] _starts;
    private readonly List<int[]> _states = [];
    private readonly Dictionary<int[], int> _rows = new(new StateComparer());
    private readonly Nfa _nfa;
    private readonly int _most;
    private readonly int _bytesOfStarts;
    private int _bytesOfStates;
    private int[] _table;

    /// <param name="nfa">The automaton.</param>
    /// <param name="startsHere">Whether a match must start where the search does.</param>
    /// <param name="most">The bytes it may take. A few states fit in any number.</param>
    /// <param name="replaced">The one it takes the place of.</param>
    public DfaCache(Nfa nfa, bool startsHere, int most, DfaCache? replaced = null)
    {
        _nfa = nfa;
        _most = most;
        _starts = replaced?._starts ?? new StartItems?[4];
        _table = new int[FirstRows * Width];
        // Unknown, dead and matched, which have no items.
        for (var i = 0; i < 3; i++) _states.Add([]);
        for (var before = Before.Other; before <= Before.Nothing; before++)
        {
            if (Sees(before)) _starts[(int)before] ??= new StartItems(nfa, before, startsHere);
        }

        StartsLater = _starts[..(int)Before.Nothing].Any(s => s is { Any: true });
        for (var before = Before.Other; before <= Before.Nothing; before++) Initial[(int)before] = Sees(before) ? AddInitial(before, startsHere) : Dead;
        SkipAhead = replaced is null && !startsHere ? SkipAhead.Over(this, nfa.Classes) : replaced?.SkipAhead;
        _bytesOfStarts = _starts.Sum(s => s?.Bytes ?? 0);
    }

    /// <summary>The row of the state that nothing can lead out of.</summary>
    public int Dead => Width;

    /// <summary>The row of the state that says the pattern has matched.</summary>
    public int Matched => 2 * Width;

    /// <summary>The row of the first state with items.</summary>
    public int FirstLive => 3 * Width;

    /// <summary>
    /// By what is before it, the row of the state that has no items but those of a start: where a search starts, and where it is when nothing that it read
    /// matters any more. The first rows with items.
    /// </summary>
    public int[] Initial { get; } = new int[4];

    /// <summary>How bytes that lead nowhere are passed over; null when there are too few of them.</summary>
    public SkipAhead? SkipAhead { get; }

    /// <summary>The steps.</summary>
    public int[] Table => Volatile.Read(ref _table);

    /// <summary>The number of states.</summary>
    public int Count => _states.Count;

    /// <summary>About how many bytes of memory it takes.</summary>
    public int Bytes => (_table.Length * sizeof(int)) + _bytesOfStates + _bytesOfStarts;

    /// <summary>Whether a search may find a match that starts after the place where the search does.</summary>
    private bool StartsLater { get; }

    private int Width => _nfa.Classes.Count;

    /// <summary>Where a match can start after a kind of byte that the pattern sees.</summary>
    public StartItems StartsAfter(Before before) => _starts[(int)before]!;

    /// <summary>What is before the place of a state, and its items.</summary>
    public (Before Before, ReadOnlyMemory<int> Items) StateOf(int row)
    {
        var state = _states[row / Width];
        return ((Before)state[0], state.AsMemory(1));
    }

    /// <summary>The row of the state that a walk has come to; -1 when it is not known and does not fit.</summary>
    /// <param name="before">What is before the place.</param>
    /// <param name="matched">Whether it came to a match.</param>
    /// <param name="items">The items, in order.</param>
    public int Add(Before before, bool matched, ReadOnlySpan<int> items)
    {
        if (matched || StartsAfter(before).AlwaysMatch) return Matched;
        if (items.IsEmpty && !StartsLater && before != Before.Nothing) return Dead;

        var state = items.Length < 256 ? stackalloc int[items.Length + 1] : new int[items.Length + 1];
        state[0] = (int)before;
        items.CopyTo(state[1..]);
        return Add(state);
    }

    /// <summary>The same for some items together with those of a start there, of a search that begins there.</summary>
    public int AddWithStart(Before before, ReadOnlySpan<int> items)
    {
        var walk = NfaWalk.Begin(_nfa, []);
        walk.Include(items);
        walk.Close(_nfa.Start, before);
        walk.Sort();
        return Add(before, walk.Matched, walk.Items);
    }

    /// <summary>Notes a step.</summary>
    public void Set(int row, int byteClass, int target) => _table[row + byteClass] = target;

    private bool Sees(Before before) => before switch
    {
        Before.Other => true,
        Before.Nothing => _nfa.Classes.SeesStart,
        _ => _nfa.Classes.CanBeAfter(before),
    };

    private int AddInitial(Before before, bool startsHere) => startsHere ? AddWithStart(before, []) : Add(before, matched: false, []);

    private int Add(ReadOnlySpan<int> state)
    {
        var known = _rows.GetAlternateLookup<ReadOnlySpan<int>>();
        if (known.TryGetValue(state, out var row)) return row;

        var bytes = BytesOfState + (state.Length * sizeof(int));
        row = _states.Count * Width;
        if (row + Width > _table.Length && !TryGrow(bytes)) return -1;
        if (Bytes + bytes > _most && _states.Count >= FirstRows) return -1;
        _bytesOfStates += bytes;
        var stored = state.ToArray();
        _states.Add(stored);
        _rows.Add(stored, row);
        return row;
    }

    private bool TryGrow(int bytes)
    {
        var room = (_most - _bytesOfStates - _bytesOfStarts - bytes) / sizeof(int);
        var length = Math.Min(2 * _table.Length, room / Width * Width);
        if (length < _table.Length + Width) return false;
        var table = new int[length];
        _table.CopyTo(table, 0);
        Volatile.Write(ref _table, table);
        return true;
    }
}
