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
        private readonly HashSet<PlacedCondition> _knownConditions = [.. first.Conditions.All];
        private readonly List<Selector> _selectors = [.. first.Selectors];
        private readonly List<PlacedCondition> _conditions = [.. first.Conditions.All];
        private bool _everyValue = first.Selectors.IsEmpty;

        public bool HasMore { get; private set; }

        public void Add(SourceForm other)
        {
            HasMore |= !_everyValue && other.Selectors.IsEmpty;
            _everyValue |= other.Selectors.IsEmpty;
            foreach (var selector in _everyValue ? [] : other.Selectors) Add(_knownSelectors, _selectors, selector);
            foreach (var condition in other.Conditions.All) Add(_knownConditions, _conditions, condition);
        }

        public SourceForm Finish(TransformationChain chain) => new(chain, _everyValue ? [] : [.. _selectors], _conditions.Count == first.Conditions.All.Length ? first.Conditions : new([.. _conditions]));

        private void Add<T>(HashSet<T> known, List<T> list, T item)
        {
            if (!known.Add(item)) return;
            list.Add(item);
            HasMore = true;
        }
    }
}
