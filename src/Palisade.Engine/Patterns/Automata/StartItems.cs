namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Where a match can start, at a place with a certain kind of byte before it. A search may start at every place, so these items are in every state; kept
/// apart, they need not be stored or followed with each.
/// </summary>
internal sealed class StartItems
{
    /// <summary>In place of items: the pattern has matched.</summary>
    public static readonly int[] Matched = [-1];

    private readonly Nfa _nfa;
    private readonly Before _before;
    private readonly int[] _items = [];
    private readonly int[]?[] _steps;

    /// <param name="nfa">The automaton.</param>
    /// <param name="before">What is before the place.</param>
    /// <param name="none">Whether no match may start at such a place, since all must start where the search does.</param>
    public StartItems(Nfa nfa, Before before, bool none)
    {
        _nfa = nfa;
        _before = before;
        _steps = new int[]?[nfa.Classes.Count];
        if (none) return;
        var walk = NfaWalk.Begin(nfa, []);
        walk.Close(nfa.Start, before);
        _items = walk.Matched ? Matched : walk.Items.ToArray();
        Met = walk.ToBits();
    }

    /// <summary>A bit for each instruction that is reached from the start at such a place.</summary>
    public ulong[] Met { get; } = [];

    /// <summary>About how many bytes of memory it takes.</summary>
    public int Bytes => ((_items.Length + _steps.Sum(s => s?.Length ?? 0)) * sizeof(int)) + ((Met.Length + _steps.Length) * sizeof(long));

    /// <summary>Whether the pattern matches the empty text at every such place.</summary>
    public bool AlwaysMatch => ReferenceEquals(_items, Matched);

    /// <summary>Whether a match can start at such a place.</summary>
    public bool Any => _items.Length > 0;

    /// <summary>The items after a byte, without those of the place after it; <see cref="Matched"/> when it proves a match.</summary>
    /// <param name="next">The class of the byte.</param>
    /// <param name="after">The start items of the place after it.</param>
    // Two threads may work out the same step: they come to the same answer.
    public int[] Step(int next, StartItems after) => AlwaysMatch ? Matched : Volatile.Read(ref _steps[next]) ?? Find(next, after);

    private int[] Find(int next, StartItems after)
    {
        var walk = NfaWalk.Begin(_nfa, after.Met);
        walk.Take(_items, _before, next);
        var found = walk.Matched ? Matched : walk.Items.ToArray();
        Volatile.Write(ref _steps[next], found);
        return found;
    }
}
