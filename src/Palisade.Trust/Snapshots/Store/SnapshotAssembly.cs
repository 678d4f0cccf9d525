using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>
/// Puts a snapshot together from its manifest and the blobs on the disk, and finds everything that is missing or wrong. What
/// it shares with a snapshot that was verified before is taken from there and not read again: the work is that of the change.
/// </summary>
internal sealed class SnapshotAssembly(BlobFolder blobs, SnapshotContent known)
{
    // A broken disk breaks everything; a list that can be read says as much.
    private const int MostFaults = 100;

    private readonly Dictionary<BlobHash, ContentPage> _knownPages = known.Pages.ToDictionary(p => p.Reference.Hash);

    /// <summary>Reads pages and blobs. Null when anything is wrong; <paramref name="faults"/> gets it.</summary>
    public SnapshotContent? Build(Manifest manifest, List<StoreFault> faults)
    {
        var before = faults.Count;
        var pages = manifest.Pages.Select(p => ReadPage(p, faults)).ToArray();
        if (faults.Count > before) return null;
        var content = new SnapshotContent(pages!);
        if (!IsOneForm(pages!) || content.Count != manifest.Entries || content.Bytes != manifest.Bytes)
        {
            faults.Add(new(StoreFaultKind.Inconsistent, ManifestFolder.FileOf(manifest.Header.Position), "The pages do not hold what the manifest says."));
            return null;
        }

        foreach (var entry in New(pages!)) Read(entry.Blob, faults);
        return faults.Count == before ? content : null;
    }

    /// <summary>The pages of a manifest; null when one is missing or wrong.</summary>
    public IReadOnlyList<ContentPage>? Pages(Manifest manifest)
    {
        List<StoreFault> faults = [];
        var pages = manifest.Pages.Select(p => ReadPage(p, faults)).ToArray();
        return faults.Count is 0 ? [.. pages.OfType<ContentPage>()] : null;
    }

    /// <summary>What has to be fetched before the manifest can be built: pages first, and once these are here, the blobs that they name.</summary>
    public IReadOnlyList<BlobReference> Missing(Manifest manifest)
    {
        var pages = manifest.Pages.Select(p => p.Blob).Where(p => !_knownPages.ContainsKey(p.Hash) && !blobs.Exists(p.Hash)).Distinct().ToArray();
        if (pages.Length > 0) return pages;
        List<StoreFault> faults = [];
        var read = manifest.Pages.Select(p => (p.Blob, Page: ReadPage(p, faults))).ToArray();
        BlobReference[] damaged = [.. read.Where(r => r.Page is null).Select(r => r.Blob)];
        return damaged.Length > 0 ? damaged : [.. New(read.Select(r => r.Page!)).Select(e => e.Blob).Distinct().Where(b => !blobs.Exists(b.Hash))];
    }

    // Entries that the known content does not hold under the same key.
    private IEnumerable<SnapshotEntry> New(IEnumerable<ContentPage> pages) =>
        pages.Where(p => !_knownPages.ContainsKey(p.Reference.Hash)).SelectMany(p => p.Entries).Where(e => known.Find(e.Key) != e.Blob);

    private ContentPage? ReadPage(PageReference page, List<StoreFault> faults)
    {
        if (_knownPages.TryGetValue(page.Blob.Hash, out var same) && same.Entries.Count == page.Entries) return same;
        if (Read(page.Blob, faults) is not { } bytes) return null;
        if (ContentPage.TryRead(bytes) is { } read && read.Entries.Count == page.Entries) return read;
        Report(faults, new(StoreFaultKind.Inconsistent, $"{BlobFolder.Name}/{page.Blob.Hash}", "The page does not hold entries as the manifest says."));
        return null;
    }

    private byte[]? Read(BlobReference blob, List<StoreFault> faults)
    {
        if (blobs.TryRead(blob, out var content, out var fault)) return content;
        Report(faults, fault);
        return null;
    }

    private static void Report(List<StoreFault> faults, StoreFault fault)
    {
        if (faults.Count < MostFaults || !faults.Exists(f => f.Kind == fault.Kind)) faults.Add(fault);
    }

    // Keys rise from page to page, and every page but the last ends where a page ends.
    private static bool IsOneForm(ContentPage[] pages)
    {
        for (var i = 0; i + 1 < pages.Length; i++)
        {
            var last = pages[i].Entries[^1].Key;
            if (!ContentPage.EndsAt(last) || string.CompareOrdinal(last, pages[i + 1].Entries[0].Key) >= 0) return false;
        }

        return true;
    }
}
