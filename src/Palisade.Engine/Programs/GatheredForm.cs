using System.Runtime.InteropServices;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>A form of a source, while what rule after rule makes and asks of it is put together: in the time that their number takes, be they tens of thousands.</summary>
/// <param name="first">What it begins with; its chain stays.</param>
internal sealed class GatheredForm(SourceForm first)
{
    private Gathered? _grown;

    /// <summary>What is done to the values.</summary>
    public TransformationChain Chain => first.Chain;

    /// <summary>Takes in the values and the conditions of another form with the chain.</summary>
    public void Add(SourceForm other) => (_grown ??= new(first)).Add(other);

    /// <summary>All of it; what it began with, where nothing came to that.</summary>
    public SourceForm Finish() => _grown is { HasMore: true } ? _grown.Finish(first.Chain) : first;

    // Most forms of the shared rules stay as they are when a site's come to them, and need none of this.
    private sealed class Gathered(SourceForm first)
    {
        private readonly HashSet<Selector> _knownSelectors = [.. first.Selectors];
        private readonly HashSet<MatchCondition> _knownConditions = [.. first.Conditions];
        private readonly List<Selector> _selectors = [.. first.Selectors];
        private readonly List<MatchCondition> _conditions = [.. first.Conditions];
        private readonly List<ulong> _asked = [.. first.Asked];
        private bool _everyValue = first.Selectors.IsEmpty;

        public bool HasMore { get; private set; }

        public void Add(SourceForm other)
        {
            HasMore |= !_everyValue && other.Selectors.IsEmpty;
            _everyValue |= other.Selectors.IsEmpty;
            foreach (var selector in _everyValue ? [] : other.Selectors) Add(_knownSelectors, _selectors, selector);
            foreach (var condition in other.Conditions) Add(_knownConditions, _conditions, condition);
            while (_asked.Count < other.Asked.Length) _asked.Add(0);
            var asked = CollectionsMarshal.AsSpan(_asked);
            for (var word = 0; word < other.Asked.Length; word++)
            {
                HasMore |= (other.Asked[word] & ~asked[word]) != 0;
                asked[word] |= other.Asked[word];
            }
        }

        public SourceForm Finish(TransformationChain chain) => new(chain, _everyValue ? [] : [.. _selectors], [.. _conditions], [.. _asked]);

        private void Add<T>(HashSet<T> known, List<T> list, T item)
        {
            if (!known.Add(item)) return;
            list.Add(item);
            HasMore = true;
        }
    }
}
