using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>What can be wrong with what a gateway kept.</summary>
public enum StoreFaultKind
{
    /// <summary>A file was not finished when the process or the machine stopped. It was removed.</summary>
    Unfinished,

    /// <summary>A file that nobody here wrote. It was left alone.</summary>
    Unknown,

    /// <summary>A manifest cannot be read, is not signed as it must be, or is another tenant's or group's.</summary>
    Manifest,

    /// <summary>A piece of a snapshot is not there.</summary>
    BlobMissing,

    /// <summary>A piece of a snapshot is not what its name says. It was removed, so that it is fetched again.</summary>
    BlobDamaged,

    /// <summary>The pages do not hold what the manifest says.</summary>
    Inconsistent,

    /// <summary>The disk failed.</summary>
    DiskFailed,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="File">Which file, from the tenant's folder.</param>
/// <param name="Reason">One sentence.</param>
public readonly record struct StoreFault(StoreFaultKind Kind, string File, string Reason)
{
    /// <summary>The fault as the reason why a snapshot is not taken.</summary>
    internal Refusal<SnapshotRefusal> ToRefusal() => new(
        Kind switch
        {
            StoreFaultKind.BlobMissing => SnapshotRefusal.BlobMissing,
            StoreFaultKind.BlobDamaged => SnapshotRefusal.BlobDamaged,
            StoreFaultKind.DiskFailed => SnapshotRefusal.DiskFailed,
            _ => SnapshotRefusal.Inconsistent,
        },
        ToString());

    /// <summary><c>file: reason</c>.</summary>
    public override string ToString() => $"{File}: {Reason}";
}
