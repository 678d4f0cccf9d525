using Palisade.Engine.Programs;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Which conditions hold for some value of a feed. A feed is scanned when the first rule asks for it, once a phase.</summary>
internal sealed class CandidateSets(TransactionState state)
{
    private ulong[] _feedHits = [];
    private ulong[] _setHits = [];
    private long[] _feedScanned = [];
    private long[] _setScanned = [];
    private long _phase;
    private int _words;
    private InspectionProgram? _program;

    /// <summary>Starts a phase.</summary>
    public void BeginPhase(InspectionProgram program)
    {
        _phase++;
        if (ReferenceEquals(program, _program)) return;
        _program = program;
        _words = program.ConditionWords;
        Fit(ref _feedHits, program.Feeds.Length * _words);
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
        hits.Clear();
        foreach (var element in state.Values.Read(feed.Source, state))
        {
            if (!SelectorMatch.Includes(feed.Selector, element.Key.Span)) continue;
            if (feed.Chain.Every) ScanEvery(element.Text, feed.Chain, hits);
            else state.Texts.AddHits(state.Texts.Transform(element.Text, feed.Chain), hits);
        }

        _feedScanned[number] = _phase;
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
