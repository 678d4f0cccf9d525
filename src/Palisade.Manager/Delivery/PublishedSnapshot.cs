using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>What gateways of a group are told of a tenant.</summary>
/// <param name="Manifest">Signed.</param>
/// <param name="At">When it was signed.</param>
internal sealed record PublishedSnapshot(SnapshotPosition Position, ReadOnlyMemory<byte> Manifest, DateTimeOffset At)
{
    /// <summary>When the change that it was made for was committed; null where that is not known.</summary>
    public DateTimeOffset? Committed { get; init; }
}
