using Palisade.Configuration.Objects.Naming;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>Where the bytes of a blob come from: a page, or an object as a revision left it.</summary>
internal readonly record struct BlobSource(ContentPage? Page, LocalKey Key, long Revision);

/// <summary>
/// One tenant's entries for one gateway group, and which blobs its gateways may have: those of the content as it is, and of the last few before it, so that
/// a gateway that is busy fetching one snapshot is not cut off by the next.
/// </summary>
internal sealed class GroupContent(string group)
{
    /// <summary>Replaced contents whose blobs are still given out.</summary>
    private const int Kept = 64;

    private readonly Dictionary<BlobHash, (int Uses, BlobSource Source)> _members = [];
    private readonly Queue<List<BlobHash>> _replaced = new();
    private readonly Dictionary<SnapshotPosition, SnapshotContent> _recent = [];
    private readonly Queue<SnapshotPosition> _recentOrder = new();

    /// <summary>The gateway group, or the sandboxes of one: see <see cref="Audience"/>.</summary>
    public string Group => group;

    /// <summary>Whether sandboxes get it.</summary>
    public bool IsForSandboxes { get; } = Audience.IsSandbox(group);

    /// <summary>The entries.</summary>
    public SnapshotContent Content { get; private set; } = SnapshotContent.Empty;

    /// <summary>The last one signed; null for none.</summary>
    public PublishedSnapshot? Published { get; private set; }

    /// <summary>The hash of its manifest.</summary>
    public BlobHash PublishedHash { get; private set; }

    /// <summary>Whether changes were not taken since they would have been too much: the next time, everything has to be looked at.</summary>
    public bool IsBehind { get; set; }

    /// <summary>Where a blob comes from; null when gateways of this group have no business with it.</summary>
    public BlobSource? Find(BlobHash hash) => _members.TryGetValue(hash, out var member) ? member.Source : null;

    /// <summary>Sets objects, and takes out those given as null. Those that are for other groups are taken out, too.</summary>
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="ArgumentException">More than a snapshot may hold. Nothing is changed.</exception>
    public bool Change(IReadOnlyDictionary<LocalKey, DeliveredObject?> changes)
    {
        var touched = new Dictionary<string, BlobReference?>(StringComparer.Ordinal);
        List<DeliveredObject> added = [];
        List<BlobHash> gone = [];
        foreach (var (key, now) in changes)
        {
            var entry = EntryKey.Of(key);
            var (before, after) = (Content.Find(entry), now is not null && (IsForSandboxes || now.IsFor(group)) ? now.Blob : (BlobReference?)null);
            if (before == after) continue;
            touched[entry] = after;
            if (before is { } old) gone.Add(old.Hash);
            if (after is not null) added.Add(now!);
        }

        if (touched.Count is 0) return false;
        var next = Content.Change(touched);
        foreach (var one in added) Use(one.Blob.Hash, new(null, one.Key, one.Revision));
        foreach (var page in next.PagesSince(Content)) Use(page.Reference.Hash, new(page, default, 0));
        gone.AddRange(Content.PagesSince(next).Select(p => p.Reference.Hash));
        Content = next;
        Retire(gone);
        return true;
    }

    /// <summary>Notes what was signed of the content as it is.</summary>
    public void Publish(PublishedSnapshot snapshot, BlobHash hash)
    {
        (Published, PublishedHash) = (snapshot, hash);
        if (!_recent.ContainsKey(snapshot.Position)) _recentOrder.Enqueue(snapshot.Position);
        _recent[snapshot.Position] = Content;
        if (_recentOrder.Count > Kept) _recent.Remove(_recentOrder.Dequeue());
    }

    /// <summary>What the content has and a snapshot that was published before has not: pages, and the entries' blobs. Empty where that is much, or that snapshot is not known any more.</summary>
    public IReadOnlyList<BlobHash> Since(SnapshotPosition known)
    {
        if (!_recent.TryGetValue(known, out var before)) return [];
        List<BlobHash> pieces = [];
        foreach (var page in Content.PagesSince(before))
        {
            pieces.Add(page.Reference.Hash);
            pieces.AddRange(page.Entries.Where(e => before.Find(e.Key) != e.Blob).Select(e => e.Blob.Hash));
            if (pieces.Count > NewerAnswer.MostPieces) return [];
        }

        return pieces;
    }

    private void Use(BlobHash hash, BlobSource source) => _members[hash] = _members.TryGetValue(hash, out var member) ? (member.Uses + 1, member.Source) : (1, source);

    private void Retire(List<BlobHash> gone)
    {
        _replaced.Enqueue(gone);
        if (_replaced.Count <= Kept) return;
        foreach (var hash in _replaced.Dequeue())
        {
            var (uses, source) = _members[hash];
            if (uses is 1) _members.Remove(hash);
            else _members[hash] = (uses - 1, source);
        }
    }
}
