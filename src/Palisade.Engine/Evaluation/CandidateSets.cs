using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Which conditions hold for some value of a feed. A feed is scanned when the first rule asks for it, once a phase.</summary>
internal sealed class CandidateSets(TransactionState state)
{
    private ulong[] _feedHits = [];
    private ulong[] _setHits = [];
    private long[] _feedScanned = [];
    private long[] _setScanned = [];
    private ulong[] _sourceHits = [];
    private readonly SourceScan[] _sources = new SourceScan[ValueSource.Count];
    private long _phase;
    private int _words;
    private InspectionProgram? _program;

    private struct SourceScan
    {
        public ByteSet Present;
        public long Scanned;
    }

    /// <summary>Starts a phase.</summary>
    public void BeginPhase(InspectionProgram program)
    {
        _phase++;
        if (ReferenceEquals(program, _program)) return;
        _program = program;
        _words = program.ConditionWords;
        Fit(ref _feedHits, program.Feeds.Length * _words);
        Fit(ref _sourceHits, ValueSource.Count * _words);
        Fit(ref _setHits, program.FeedSets.Length * _words);
        Fit(ref _feedScanned, program.Feeds.Length);
        Fit(ref _setScanned, program.FeedSets.Length);
    }

    /// <summary>Forgets the program, so that one that is replaced can go.</summary>
    public void Clear() => _program = null;

    /// <summary>Whether the rule could match one of its values. Only for rules with a feed.</summary>
    public bool Has(RuleTest test)
    {
        if (_setScanned[test.Feed] != _phase) ScanSet(test.Feed);
        return (_setHits[(test.Feed * _words) + (test.Condition >> 6)] >> (test.Condition & 63) & 1) != 0;
    }

    private static void Fit<T>(ref T[] array, int size)
    {
        if (array.Length < size) array = new T[size];
    }

    private void ScanSet(int set)
    {
        var hits = _setHits.AsSpan(set * _words, _words);
        hits.Clear();
        foreach (var feed in _program!.FeedSets[set])
        {
            if (_feedScanned[feed] != _phase) Scan(feed);
            var found = _feedHits.AsSpan(feed * _words, _words);
            for (var i = 0; i < hits.Length; i++) hits[i] |= found[i];
        }

        _setScanned[set] = _phase;
    }

    private void Scan(int number)
    {
        var feed = _program!.Feeds[number];
        var hits = _feedHits.AsSpan(number * _words, _words);
        var elements = state.Values.Read(feed.Source, state);
        if (feed.Selector is null) ScanAll(feed, elements, hits);
        else ScanSome(feed, elements, hits);
        _feedScanned[number] = _phase;
    }

    private void ScanSome(Feed feed, ReadOnlySpan<ValueTable.Element> elements, Span<ulong> hits)
    {
        hits.Clear();
        foreach (ref readonly var element in elements)
        {
            if (element.IsMeantBy(feed.Selector)) Scan(element.Text, feed.Chain, hits);
        }
    }

    // Most chains change no value of a source: what was found in the values as they are is then found for all of them at once.
    private void ScanAll(Feed feed, ReadOnlySpan<ValueTable.Element> elements, Span<ulong> hits)
    {
        ref var source = ref _sources[feed.Source.Number];
        var unchanged = _sourceHits.AsSpan(feed.Source.Number * _words, _words);
        if (source.Scanned != _phase) ScanSource(ref source, elements, unchanged);
        unchanged.CopyTo(hits);
        if (feed.Chain.Keeps(source.Present)) return;
        foreach (ref readonly var element in elements)
        {
            if (!feed.Chain.Keeps(state.Texts.Present(element.Text))) Scan(element.Text, feed.Chain, hits);
        }
    }

    private void ScanSource(ref SourceScan source, ReadOnlySpan<ValueTable.Element> elements, Span<ulong> hits)
    {
        source = new() { Scanned = _phase };
        hits.Clear();
        foreach (ref readonly var element in elements)
        {
            source.Present |= state.Texts.Present(element.Text);
            state.Texts.AddHits(element.Text, hits);
        }
    }

    private void Scan(int text, TransformationChain chain, Span<ulong> hits)
    {
        if (chain.Every) ScanEvery(text, chain, hits);
        else state.Texts.AddHits(state.Texts.Transform(text, chain), hits);
    }

    private void ScanEvery(int text, TransformationChain chain, Span<ulong> hits)
    {
        state.Texts.AddHits(text, hits);
        foreach (var step in chain.Steps)
        {
            text = state.Texts.Transform(text, step);
            state.Texts.AddHits(text, hits);
        }
    }
}
