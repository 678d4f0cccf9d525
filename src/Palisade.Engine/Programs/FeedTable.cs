using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Numbers for feeds, and for the lists of feeds that rules read.</summary>
/// <param name="chains">The chains of the same program.</param>
/// <param name="basis">A table whose numbers hold here too; it is finished, and only read. Or null.</param>
internal sealed class FeedTable(ChainTable chains, FeedTable? basis)
{
    private readonly Dictionary<(ValueSource, Selector?, TransformationChain), int> _feeds = [];
    private readonly List<Feed> _feedList = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<int>> _setList = [];
    private ImmutableArray<Feed> _allFeeds;
    private ImmutableArray<ImmutableArray<int>> _allSets;

    /// <summary>The number of the list of feeds that a rule reads, all of whose targets have sources.</summary>
    public int SetOf(Rule rule, TransformationChain chain)
    {
        var feeds = rule.Targets.SelectMany(t => t.Sources.Select(s => NumberOf(s, t.Reads, chain))).Distinct().Order().ToImmutableArray();
        var key = string.Join(',', feeds);
        if ((basis is not null && basis._sets.TryGetValue(key, out var known)) || _sets.TryGetValue(key, out known)) return known;
        _setList.Add(feeds);
        return _sets[key] = (basis?._allSets.Length ?? 0) + _setList.Count - 1;
    }

    /// <summary>Every feed and every list of feeds, by number: those of the basis where none came to them.</summary>
    public (ImmutableArray<Feed> Feeds, ImmutableArray<ImmutableArray<int>> Sets) Finish()
    {
        _allFeeds = basis is null ? [.. _feedList] : _feedList.Count == 0 ? basis._allFeeds : [.. basis._allFeeds, .. _feedList];
        _allSets = basis is null ? [.. _setList] : _setList.Count == 0 ? basis._allSets : [.. basis._allSets, .. _setList];
        return (_allFeeds, _allSets);
    }

    private int NumberOf(ValueSource source, Selector? selector, TransformationChain chain)
    {
        var key = (source, selector, chain);
        if ((basis is not null && basis._feeds.TryGetValue(key, out var known)) || _feeds.TryGetValue(key, out known)) return known;
        ImmutableArray<int> later = selector is null ? [.. Enumerable.Range(1, Math.Max(0, chain.Steps.Length - 1)).Select(step => NumberOf(source, null, chains.From(chain, step)))] : [];
        _feedList.Add(new(source, selector, chain) { Later = later });
        return _feeds[key] = (basis?._allFeeds.Length ?? 0) + _feedList.Count - 1;
    }
}
