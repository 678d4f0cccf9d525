namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>
/// Where a snapshot stands in the order of a tenant's snapshots. Revisions count up; an epoch begins only when the manager
/// goes back on purpose, after its database was restored from a copy. Only a greater position takes the place of another, so
/// that no snapshot, once replaced, ever comes back, whichever side of a rollback it is from.
/// </summary>
/// <param name="Epoch">0 until the first rollback below a published revision.</param>
/// <param name="Revision">Of the configuration.</param>
public readonly record struct SnapshotPosition(ulong Epoch, ulong Revision) : IComparable<SnapshotPosition>
{
    /// <inheritdoc/>
    public int CompareTo(SnapshotPosition other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Revision.CompareTo(other.Revision);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(SnapshotPosition left, SnapshotPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes later.</summary>
    public static bool operator >(SnapshotPosition left, SnapshotPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come later.</summary>
    public static bool operator <=(SnapshotPosition left, SnapshotPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(SnapshotPosition left, SnapshotPosition right) => left.CompareTo(right) >= 0;

    /// <summary><c>epoch.revision</c>.</summary>
    public override string ToString() => $"{Epoch}.{Revision}";
}
