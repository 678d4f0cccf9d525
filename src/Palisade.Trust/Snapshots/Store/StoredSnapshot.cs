using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>A snapshot that is on the disk, whole and verified.</summary>
public sealed record StoredSnapshot(Manifest Manifest, SnapshotContent Content);

/// <summary>What was found on the disk.</summary>
/// <param name="Snapshot">The newest that verifies; null when none does.</param>
/// <param name="Faults">Everything that was wrong on the way there.</param>
public sealed record LoadReport(StoredSnapshot? Snapshot, IReadOnlyList<StoreFault> Faults);
