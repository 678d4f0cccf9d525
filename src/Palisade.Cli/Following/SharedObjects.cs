using System.Collections.Concurrent;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;

namespace Palisade.Cli.Following;

/// <summary>
/// What a rollout gave to many tenants: the same blob in the snapshot of each, with two megabytes where it is the Core Rule Set. It is read, checked and held once,
/// as long as a tenant has it. For any number of threads.
/// </summary>
internal sealed class SharedObjects
{
    private readonly ConcurrentDictionary<BlobHash, Shared> _known = new();

    /// <summary>Whether an entry may be shared: its document says nothing of a tenant.</summary>
    public static bool MayShare(SnapshotEntry entry) => EntryKey.TryParse(entry.Key) is { Kind: ObjectKinds.PlatformObject };

    /// <summary>The same object, as another tenant's; null when it is not known.</summary>
    public ObjectDraft? Find(BlobHash hash, string tenant) =>
        _known.TryGetValue(hash, out var shared) && shared.Spec.TryGetTarget(out var spec) ? new(new(tenant, shared.Key), shared.Metadata, spec) : null;

    /// <summary>Remembers one that is good.</summary>
    public void Keep(BlobHash hash, ObjectDraft draft)
    {
        foreach (var (gone, _) in _known.Where(k => !k.Value.Spec.TryGetTarget(out _))) _known.TryRemove(gone, out _);
        _known[hash] = new(draft.Key.Local, draft.Metadata, new(draft.Spec));
    }

    // The spec and not the draft: that is one tenant's, and may go while others have the same.
    private sealed record Shared(LocalKey Key, Annotated Metadata, WeakReference<Node> Spec);
}
