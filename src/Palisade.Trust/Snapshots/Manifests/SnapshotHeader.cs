using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>Whose snapshot it is, for whom, and which one.</summary>
/// <param name="Tenant">Whose configuration.</param>
/// <param name="Group">The gateway group it is for.</param>
/// <param name="Position">Where it stands in the order.</param>
/// <param name="Created">When it was signed, to the millisecond.</param>
/// <param name="Previous">The hash of the manifest it takes the place of; the default value for the first.</param>
public sealed record SnapshotHeader(string Tenant, string Group, SnapshotPosition Position, DateTimeOffset Created, BlobHash Previous);
