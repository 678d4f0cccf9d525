using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>
/// Only what is newer than everything this gateway has had takes force. What it has had is known by the names of the
/// manifests on its disk, also where their content is damaged: falling back over one does not let older ones in again.
/// </summary>
internal static class Order
{
    /// <summary>Why a manifest may not take the place of the one in force; null when it may.</summary>
    public static Refusal<SnapshotRefusal>? Refuse(Manifest next, Manifest? inForce, ManifestFolder manifests)
    {
        var position = next.Header.Position;
        if (inForce is not null && inForce.Hash == next.Hash) return new(SnapshotRefusal.InForce, $"The snapshot {position} is in force.");
        if (inForce is not null && position <= inForce.Header.Position) return NotNewer(position, inForce.Header.Position);
        // The very last one again, where its file was found damaged, is what mends it.
        return manifests.List() is [var last, ..] && position < last ? NotNewer(position, last) : null;
    }

    private static Refusal<SnapshotRefusal> NotNewer(SnapshotPosition position, SnapshotPosition last) =>
        new(SnapshotRefusal.NotNewer, $"The snapshot {position} is not newer than {last}, which this gateway had.");
}
