using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>The values of the sources that rules read, each source put together once: those of the request's head for the transaction, the others for a phase.</summary>
internal sealed class ValueTable(TextStore texts)
{
    private readonly List<Element> _elements = [];
    private readonly List<int> _hashes = [];
    private readonly Repeats _repeats = new();
    private readonly Range[] _ranges = new Range[ValueSource.Count];
    private int _from;
    private ulong _keys;
    private long _transaction = 1;
    private long _phase = 1;

    /// <summary>A value and its place among the texts.</summary>
    /// <param name="KeyHash">Of the key.</param>
    /// <param name="Kind">What <see cref="SharedValues"/> says of it.</param>
    internal readonly record struct Element(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, int Text, int KeyHash, int Kind)
    {
        /// <summary>Whether a selector means it; no selector means every value.</summary>
        public bool IsMeantBy(Selector? selector) => selector switch
        {
            null => true,
            Selector.Key key => key.Hash == KeyHash && SelectorMatch.Includes(key, Key.Span),
            _ => SelectorMatch.Includes(selector, Key.Span),
        };

        /// <summary>Whether one of some selectors means it; none means every value.</summary>
        public bool IsMeantByAny(ReadOnlySpan<Selector> selectors)
        {
            if (selectors.IsEmpty) return true;
            foreach (var selector in selectors)
            {
                if (IsMeantBy(selector)) return true;
            }

            return false;
        }
    }

    // Valid while Stamp is that of the transaction (head) or the phase (all others).
    private record struct Range(int From, int Count, ulong Keys, long Stamp);

    /// <summary>Starts a transaction.</summary>
    public void Clear()
    {
        _elements.Clear();
        _hashes.Clear();
        _transaction = ++_phase;
    }

    /// <summary>Starts a phase: what was read of bodies and of the response may have changed.</summary>
    public void BeginPhase() => _phase++;

    /// <summary>The values of a source, in order. Valid until another source is read.</summary>
    public ReadOnlySpan<Element> Read(ValueSource source, TransactionState state)
    {
        ref var range = ref _ranges[source.Number];
        if (range.Stamp < (source.IsOfHead ? _transaction : _phase))
        {
            (_from, _keys) = (_elements.Count, 0);
            SourceReader.Read(source, state, this);
            range = new(_from, _elements.Count - _from, _keys, _phase);
        }

        return CollectionsMarshal.AsSpan(_elements).Slice(range.From, range.Count);
    }

    /// <summary>The values of a source among which those are that a selector means: none where no key is like the one that it names, as most requests lack most headers.</summary>
    public ReadOnlySpan<Element> Read(ValueSource source, Selector? selector, TransactionState state)
    {
        var all = Read(source, state);
        return selector is Selector.Key key && (_ranges[source.Number].Keys & key.Bit) == 0 ? default : all;
    }

    /// <summary>The first place from one on, among the values of a source that was read, whose key may be the one that a selector names; how many values there are when there is none.</summary>
    public int Next(ValueSource source, Selector.Key key, int at)
    {
        ref readonly var range = ref _ranges[source.Number];
        var next = CollectionsMarshal.AsSpan(_hashes).Slice(range.From + at, range.Count - at).IndexOf(key.Hash);
        return next < 0 ? range.Count : at + next;
    }

    /// <summary>Adds a value to the source being read.</summary>
    // Once, and not at each of twenty places: code that a request runs through seldom is in the processor's nearest memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, int kind = SharedValues.None)
    {
        var hash = Selector.Key.HashOf(key.Span);
        _keys |= Selector.Key.BitOf(hash);
        _elements.Add(new(key, value, _elements.Count - _from < Repeats.Few ? texts.Add(value) : TextOf(value, kind), hash, kind));
        _hashes.Add(hash);
    }

    // The text of a value that stands in the source already, under whatever key, or a new one.
    private int TextOf(ReadOnlyMemory<byte> value, int kind)
    {
        ref var last = ref _repeats.Last(value.Span);
        if (last >= _from && last < _elements.Count && _elements[last].Kind == kind && _elements[last].Value.Span.SequenceEqual(value.Span)) return texts.Share(_elements[last].Text);
        last = _elements.Count;
        return texts.Add(value);
    }
}
