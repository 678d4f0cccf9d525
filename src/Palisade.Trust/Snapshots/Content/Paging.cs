namespace Palisade.Trust.Snapshots.Content;

/// <summary>Cuts a row of entries into pages. Whole pages pass unchanged where a page begins anyway.</summary>
internal sealed class Paging
{
    private readonly List<ContentPage> _pages = [];
    private readonly List<SnapshotEntry> _open = [];

    /// <summary>Adds a page as it is; only when entries before it still wait for their end, or some follow before its own, is it taken apart.</summary>
    /// <param name="isLast">Nothing follows.</param>
    public void Add(ContentPage page, bool isLast)
    {
        if (_open.Count is 0 && (isLast || ContentPage.EndsAt(page.Entries[^1].Key))) _pages.Add(page);
        else Add(page.Entries);
    }

    /// <summary>Adds entries.</summary>
    public void Add(IEnumerable<SnapshotEntry> entries)
    {
        foreach (var entry in entries)
        {
            _open.Add(entry);
            if (ContentPage.EndsAt(entry.Key)) Close();
        }
    }

    /// <summary>All pages.</summary>
    public ContentPage[] Finish()
    {
        if (_open.Count > 0) Close();
        return [.. _pages];
    }

    private void Close()
    {
        _pages.Add(ContentPage.Of([.. _open]));
        _open.Clear();
    }
}
