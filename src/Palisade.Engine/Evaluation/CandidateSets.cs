using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>Which conditions hold for some value of a feed. Feeds are scanned when the first rule asks, once a phase by each of the scanners that are asked for.</summary>
internal sealed class CandidateSets(TransactionState state)
{
    private readonly Scans _sets = new();
    private readonly Scans _feeds = new();
    private readonly Scans _sources = new();
    private readonly ulong[] _signatures = new ulong[ValueSource.Count];
    private InspectionProgram? _program;

    /// <summary>Starts a phase.</summary>
    public void BeginPhase(InspectionProgram program)
    {
        _program = program;
        _sets.Begin(program.FeedSets.Length, program.ConditionWords);
        _feeds.Begin(program.Feeds.Length, program.ConditionWords);
        _sources.Begin(ValueSource.Count, program.ConditionWords);
    }

    /// <summary>Forgets the program, so that one that is replaced can go.</summary>
    public void Clear() => _program = null;

    /// <summary>Whether the rule could match one of its values. Only for rules with a feed.</summary>
    public bool Has(int feed, int condition, int scanner)
    {
        if (_sets.Enter(feed, scanner)) ScanSet(feed, scanner);
        return (_sets.Hits(feed)[condition >> 6] >> (condition & 63) & 1) != 0;
    }

    private void ScanSet(int set, int scanner)
    {
        var (first, words) = _program!.WordsOf(scanner);
        var hits = _sets.Hits(set).Slice(first, words);
        foreach (var feed in _program.FeedSets[set])
        {
            if (_feeds.Enter(feed, scanner)) Scan(feed, scanner);
            var found = _feeds.Hits(feed).Slice(first, words);
            for (var i = 0; i < hits.Length; i++) hits[i] |= found[i];
        }
    }

    private void Scan(int number, int scanner)
    {
        var feed = _program!.Feeds[number];
        var hits = _feeds.Hits(number);
        var elements = state.Values.Read(feed.Source, state);
        if (elements.IsEmpty) return;
        if (feed.Selector is null) ScanAll(feed, scanner, elements, hits);
        else ScanSome(feed, scanner, elements, hits);
    }

    private void ScanSome(Feed feed, int scanner, ReadOnlySpan<ValueTable.Element> elements, Span<ulong> hits)
    {
        foreach (ref readonly var element in elements)
        {
            if (element.IsMeantBy(feed.Selector)) Scan(element.Text, feed.Chain, scanner, hits);
        }
    }

    // Most steps change no value of a source: chains that differ in such steps at their start have found the same.
    private void ScanAll(Feed feed, int scanner, ReadOnlySpan<ValueTable.Element> elements, Span<ulong> hits)
    {
        var source = feed.Source.Number;
        var unchanged = _sources.Hits(source);
        if (_sources.Enter(source, scanner)) ScanSource(source, scanner, elements);
        var (first, words) = _program!.WordsOf(scanner);
        var step = feed.Chain.FirstActive(_signatures[source]);
        if (step > 0 && step < feed.Chain.Steps.Length)
        {
            var later = feed.Later[step - 1];
            if (_feeds.Enter(later, scanner)) Scan(later, scanner);
            _feeds.Hits(later).Slice(first, words).CopyTo(hits[first..]);
            return;
        }

        unchanged.Slice(first, words).CopyTo(hits[first..]);
        if (step == feed.Chain.Steps.Length) return;
        foreach (ref readonly var element in elements)
        {
            if (!feed.Chain.Keeps(state.Texts.Signature(element.Text))) Scan(element.Text, feed.Chain, scanner, hits);
        }
    }

    private void ScanSource(int source, int scanner, ReadOnlySpan<ValueTable.Element> elements)
    {
        var hits = _sources.Hits(source);
        var signature = TriggerTable.Always;
        foreach (ref readonly var element in elements)
        {
            signature |= state.Texts.Signature(element.Text);
            state.Texts.AddHits(element.Text, scanner, hits);
        }

        _signatures[source] = signature;
    }

    private void Scan(int text, TransformationChain chain, int scanner, Span<ulong> hits)
    {
        if (chain.Every) ScanEvery(text, chain, scanner, hits);
        else state.Texts.AddHits(state.Texts.Transform(text, chain), scanner, hits);
    }

    private void ScanEvery(int text, TransformationChain chain, int scanner, Span<ulong> hits)
    {
        state.Texts.AddHits(text, scanner, hits);
        foreach (var step in chain.Steps)
        {
            var next = state.Texts.Transform(text, step);
            if (next == text) continue;
            text = next;
            state.Texts.AddHits(text, scanner, hits);
        }
    }
}
