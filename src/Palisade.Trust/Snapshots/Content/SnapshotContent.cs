using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Content;

/// <summary>All entries of a snapshot, in pages. Never changes; a changed one shares the pages that are the same.</summary>
public sealed class SnapshotContent
{
    /// <summary>No entries.</summary>
    public static readonly SnapshotContent Empty = new([]);

    private readonly ContentPage[] _pages;

    internal SnapshotContent(ContentPage[] pages)
    {
        _pages = pages;
        Count = pages.Sum(p => p.Entries.Count);
        Bytes = pages.Sum(p => p.ContentBytes);
    }

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<ContentPage> Pages => _pages;

    /// <summary>Entries.</summary>
    public int Count { get; }

    /// <summary>Bytes of all entries before they are compressed.</summary>
    public long Bytes { get; }

    /// <summary>Every entry, in the order of the keys.</summary>
    public IEnumerable<SnapshotEntry> Entries => _pages.SelectMany(p => p.Entries);

    /// <summary>The blob behind a key; null when there is no such entry.</summary>
    public BlobReference? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var at = PageFor(key);
        if (at == _pages.Length) return null;
        var entries = _pages[at].Entries;
        var (low, high) = (0, entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(entries[middle].Key, key);
            if (order is 0) return entries[middle].Blob;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The pages that another content does not have: what a manager keeps and a gateway fetches after a change.</summary>
    public IEnumerable<ContentPage> PagesSince(SnapshotContent before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var known = before._pages.Select(p => p.Reference.Hash).ToHashSet();
        return _pages.Where(p => !known.Contains(p.Reference.Hash));
    }

    /// <summary>The content with some entries set and others, given as null, gone. Only the pages that hold them are made anew.</summary>
    public SnapshotContent Change(IReadOnlyDictionary<string, BlobReference?> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Keys.FirstOrDefault(k => !SnapshotEntry.IsKey(k)) is not null) throw new ArgumentException("A key has 1 to 512 visible characters of ASCII.", nameof(changes));
        var byPage = changes.GroupBy(c => PageFor(c.Key)).ToDictionary(g => g.Key, g => g.AsEnumerable());
        var paging = new Paging();
        for (var at = 0; at <= _pages.Length; at++)
        {
            var page = at < _pages.Length ? _pages[at] : null;
            if (byPage.TryGetValue(at, out var touching)) paging.Add(Merge(page?.Entries ?? [], touching));
            else if (page is not null) paging.Add(page, isLast: at == _pages.Length - 1 && !byPage.ContainsKey(_pages.Length));
        }

        var changed = new SnapshotContent(paging.Finish());
        if (changed.Count > SnapshotLimits.MostEntries) throw new ArgumentException($"A snapshot has at most {SnapshotLimits.MostEntries} entries, this one {changed.Count}.", nameof(changes));
        return changed.Bytes <= SnapshotLimits.MostBytes ? changed : throw new ArgumentException($"A snapshot has at most {SnapshotLimits.MostBytes} bytes, this one {changed.Bytes}.", nameof(changes));
    }

    // The first page whose last key is not before this one; one past the last page for a key after all.
    private int PageFor(string key)
    {
        var (low, high) = (0, _pages.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(_pages[middle].Entries[^1].Key, key) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static IEnumerable<SnapshotEntry> Merge(IReadOnlyList<SnapshotEntry> entries, IEnumerable<KeyValuePair<string, BlobReference?>> changes)
    {
        var merged = new SortedDictionary<string, BlobReference>(StringComparer.Ordinal);
        foreach (var (key, blob) in entries) merged[key] = blob;
        foreach (var (key, blob) in changes)
        {
            if (blob is { } set) merged[key] = set;
            else merged.Remove(key);
        }

        return merged.Select(m => new SnapshotEntry(m.Key, m.Value));
    }
}
