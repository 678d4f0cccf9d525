using System.Buffers;

namespace Palisade.Engine.Phrases;

/// <summary>
/// Many phrases looked for at once in one pass over a value, in time linear in the value whatever it holds
/// (Aho and Corasick, "Efficient string matching", 1975). Immutable and safe for all requests at once.
/// </summary>
public sealed class PhraseSet
{
    // After so many bytes at the root, a vector search for the next byte that leaves it pays.
    private const int IdleBytes = 2;

    private readonly PhraseAutomaton _automaton;
    private readonly int[] _lengths;
    private readonly SearchValues<byte> _starts;

    private PhraseSet(PhraseAutomaton automaton, int[] lengths)
    {
        (_automaton, _lengths) = (automaton, lengths);
        _starts = SearchValues.Create([.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => automaton.Next(0, b) != 0)]);
    }

    /// <summary>Number of states, the root included.</summary>
    public int States => _automaton.States;

    /// <summary>Whether there is no phrase: such a set finds nothing.</summary>
    public bool IsEmpty => States == 1;

    /// <summary>Builds the set. Empty phrases are left out.</summary>
    /// <param name="phrases">Any bytes, in the order that <see cref="PhraseMatch.Phrase"/> counts.</param>
    /// <param name="foldCase">Whether A to Z match a to z; other bytes never fold.</param>
    public static PhraseSet Build(IReadOnlyList<byte[]> phrases, bool foldCase)
    {
        var fold = ByteFolding.Table(foldCase);
        return new PhraseSet(new PhraseAutomaton(PhraseTrie.Build(phrases, fold), fold), [.. phrases.Select(p => p.Length)]);
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

    /// <summary>A walk over one value.</summary>
    public ref struct Search(PhraseSet set, ReadOnlySpan<byte> value)
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

            var phrase = set._automaton.PhraseOf(_pending);
            Current = new PhraseMatch(phrase, _at - set._lengths[phrase], set._lengths[phrase]);
            _pending = set._automaton.ShorterHit(_pending);
            return true;
        }

        private bool Advance()
        {
            var (state, at, idle) = (_state, _at, 0);
            while (at < _value.Length)
            {
                if (idle == IdleBytes)
                {
                    idle = 0;
                    var skip = _value[at..].IndexOfAny(set._starts);
                    if (skip < 0) break;
                    at += skip;
                }

                state = set._automaton.Next(state, _value[at++]);
                idle = state == 0 ? idle + 1 : 0;
                _pending = set._automaton.Hit(state);
                if (_pending == 0) continue;
                (_state, _at) = (state, at);
                return true;
            }

            (_state, _at) = (0, _value.Length);
            return false;
        }
    }
}
