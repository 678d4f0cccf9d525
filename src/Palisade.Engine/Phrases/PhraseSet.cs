using System.Buffers;

namespace Palisade.Engine.Phrases;

/// <summary>
/// Many phrases looked for at once in one pass over a value, in time linear in the value whatever it holds
/// (Aho and Corasick, "Efficient string matching", 1975). Immutable and safe for all requests at once.
/// </summary>
/// <remarks>
/// States are numbered breadth first, so the children of a state are neighbours and one number says where they
/// begin: a state costs 17 bytes and no pointers. Transitions that are not there follow failure links.
/// </remarks>
internal sealed class PhraseSet
{
    // Of state s: the children are the states _first[s] up to, not including, _first[s + 1].
    private readonly int[] _first;

    // The byte that leads into a state.
    private readonly byte[] _label;

    // The state of the longest proper suffix that is a beginning of some phrase.
    private readonly int[] _fail;

    // The phrase that ends in a state, or -1.
    private readonly int[] _phrase;

    // The state itself or its nearest suffix where a phrase ends; 0, the root, when there is none.
    private readonly int[] _hit;

    // Where the root goes for each byte: most bytes of most values are looked up here.
    private readonly int[] _root;

    private readonly byte[] _fold;
    private readonly int[] _length;
    private readonly SearchValues<byte> _starts;

    private PhraseSet(PhraseTrie trie, int[] lengths, byte[] fold)
    {
        (_first, _label, _phrase, _length, _fold) = (trie.First, trie.Label, trie.Phrase, lengths, fold);
        _root = RootOf(trie);
        _fail = new int[_label.Length];
        _hit = new int[_label.Length];
        LinkFailures();
        _starts = SearchValues.Create([.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => _root[fold[b]] != 0)]);
    }

    /// <summary>Number of states, the root included.</summary>
    public int States => _label.Length;

    /// <summary>Whether there is no phrase: such a set finds nothing.</summary>
    public bool IsEmpty => States == 1;

    /// <summary>Builds the set. Empty phrases are left out.</summary>
    /// <param name="phrases">Any bytes, in the order that <see cref="PhraseMatch.Phrase"/> counts.</param>
    /// <param name="foldCase">Whether A to Z match a to z; other bytes never fold.</param>
    public static PhraseSet Build(IReadOnlyList<byte[]> phrases, bool foldCase)
    {
        var fold = ByteFolding.Table(foldCase);
        return new PhraseSet(PhraseTrie.Build(phrases, fold), [.. phrases.Select(p => p.Length)], fold);
    }

    /// <summary>The phrase whose occurrence ends first; of several that end there, the longest.</summary>
    public bool TryFindFirst(ReadOnlySpan<byte> value, out PhraseMatch match)
    {
        var search = new Search(this, value);
        var found = search.MoveNext();
        match = found ? search.Current : default;
        return found;
    }

    /// <summary>Every occurrence, by where it ends; of several that end together, the longest first.</summary>
    /// <remarks>Linear in the value plus the number of occurrences. Written for <c>foreach</c>.</remarks>
    public Search FindAll(ReadOnlySpan<byte> value) => new(this, value);

    private static int[] RootOf(PhraseTrie trie)
    {
        var root = new int[256];
        for (var child = trie.First[0]; child < trie.First[1]; child++) root[trie.Label[child]] = child;
        return root;
    }

    private void LinkFailures()
    {
        for (var state = 0; state < States; state++)
        {
            for (var child = _first[state]; child < _first[state + 1]; child++)
            {
                _fail[child] = state == 0 ? 0 : Step(_fail[state], _label[child]);
                _hit[child] = _phrase[child] >= 0 ? child : _hit[_fail[child]];
            }
        }
    }

    private int Step(int state, byte folded)
    {
        while (state != 0)
        {
            var from = _first[state];
            var child = _label.AsSpan(from, _first[state + 1] - from).IndexOf(folded);
            if (child >= 0) return from + child;
            state = _fail[state];
        }

        return _root[folded];
    }

    /// <summary>A walk over one value.</summary>
    internal ref struct Search(PhraseSet set, ReadOnlySpan<byte> value)
    {
        private readonly ReadOnlySpan<byte> _value = value;
        private int _state;
        private int _at;
        private int _pending;

        /// <summary>The occurrence that <see cref="MoveNext"/> arrived at.</summary>
        public PhraseMatch Current { get; private set; }

        /// <summary>The walk itself, so that <c>foreach</c> can run it.</summary>
        public readonly Search GetEnumerator() => this;

        /// <summary>Goes to the next occurrence; false at the end of the value.</summary>
        public bool MoveNext()
        {
            if (_pending == 0 && !Advance()) return false;

            var phrase = set._phrase[_pending];
            Current = new PhraseMatch(phrase, _at - set._length[phrase], set._length[phrase]);
            _pending = set._hit[set._fail[_pending]];
            return true;
        }

        private bool Advance()
        {
            while (_at < _value.Length)
            {
                if (_state == 0)
                {
                    var skip = _value[_at..].IndexOfAny(set._starts);
                    if (skip < 0) break;
                    _at += skip;
                }

                _state = set.Step(_state, set._fold[_value[_at++]]);
                if (set._hit[_state] == 0) continue;
                _pending = set._hit[_state];
                return true;
            }

            _at = _value.Length;
            _state = 0;
            return false;
        }
    }
}
