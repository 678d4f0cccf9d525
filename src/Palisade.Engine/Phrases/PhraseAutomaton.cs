using System.Runtime.CompilerServices;

namespace Palisade.Engine.Phrases;

/// <summary>The states of a <see cref="PhraseSet"/> and where each byte leads from them.</summary>
/// <remarks>
/// States are numbered breadth first, so that the children of a state are neighbours and one number says where they begin:
/// a state costs 17 bytes and no pointers. The first states, those near the root where most of most values is spent, also
/// have a row with every byte's way, failures included.
/// </remarks>
internal sealed class PhraseAutomaton
{
    // The rows together have at most this many entries of four bytes.
    private const int RowBudget = 8192;

    // Of state s: the children are the states _first[s] up to, not including, _first[s + 1].
    private readonly int[] _first;

    // The byte that leads into a state, folded.
    private readonly byte[] _label;

    // The state of the longest proper suffix that is a beginning of some phrase.
    private readonly int[] _fail;

    // The phrase that ends in a state, or -1.
    private readonly int[] _phrase;

    // The state itself or its nearest suffix where a phrase ends; 0, the root, when there is none.
    private readonly int[] _hit;

    // Bytes that no phrase tells apart share a column of the rows; column 0 is for those in no phrase.
    private readonly byte[] _fold;
    private readonly int[] _column = new int[256];
    private readonly int _columns;
    private readonly int[] _rows;
    private readonly int _rowStates;

    /// <summary>Links the states of a tree.</summary>
    public PhraseAutomaton(PhraseTrie trie, byte[] fold)
    {
        (_first, _label, _phrase, _fold) = (trie.First, trie.Label, trie.Phrase, fold);
        _fail = new int[States];
        _hit = new int[States];
        _columns = AssignColumns();
        _rowStates = Math.Clamp(RowBudget / _columns, 1, States);
        _rows = new int[_rowStates * _columns];
        Link();
    }

    /// <summary>Number of states, the root included.</summary>
    public int States => _label.Length;

    /// <summary>Where a byte leads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int state, byte b) => state < _rowStates ? _rows[(state * _columns) + _column[b]] : Walk(state, b);

    /// <summary>The longest phrase that ends in a state, as the state where it ends; 0 when none does.</summary>
    public int Hit(int state) => _hit[state];

    /// <summary>The next shorter phrase that ends where this one does, likewise.</summary>
    public int ShorterHit(int hit) => _hit[_fail[hit]];

    /// <summary>The phrase that ends in a state which <see cref="Hit"/> or <see cref="ShorterHit"/> gave.</summary>
    public int PhraseOf(int hit) => _phrase[hit];

    private int AssignColumns()
    {
        var columns = 1;
        Span<int> byLabel = stackalloc int[256];
        foreach (var label in _label.AsSpan(1))
        {
            if (byLabel[label] == 0) byLabel[label] = columns++;
        }

        for (var b = 0; b < 256; b++) _column[b] = byLabel[_fold[b]];
        return columns;
    }

    // Breadth first: what a state fails to, and that state's row, are ready before the state is.
    private void Link()
    {
        for (var state = 0; state < States; state++)
        {
            if (state > 0) _hit[state] = _phrase[state] >= 0 ? state : _hit[_fail[state]];
            if (state < _rowStates) FillRow(state);
            for (var child = _first[state]; child < _first[state + 1]; child++) _fail[child] = state == 0 ? 0 : Next(_fail[state], _label[child]);
        }
    }

    private void FillRow(int state)
    {
        var row = _rows.AsSpan(state * _columns, _columns);
        if (state > 0) _rows.AsSpan(_fail[state] * _columns, _columns).CopyTo(row);
        for (var child = _first[state]; child < _first[state + 1]; child++) row[_column[_label[child]]] = child;
    }

    private int Walk(int state, byte b)
    {
        var folded = _fold[b];
        do
        {
            var from = _first[state];
            var children = _label.AsSpan(from, _first[state + 1] - from);
            if (children.Length == 1)
            {
                if (children[0] == folded) return from;
            }
            else
            {
                var child = children.IndexOf(folded);
                if (child >= 0) return from + child;
            }

            state = _fail[state];
        }
        while (state >= _rowStates);

        return _rows[(state * _columns) + _column[b]];
    }
}
