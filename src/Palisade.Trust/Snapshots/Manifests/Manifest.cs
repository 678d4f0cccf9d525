using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>A page as a manifest names it.</summary>
/// <param name="Entries">How many it holds.</param>
public readonly record struct PageReference(BlobReference Blob, int Entries);

/// <summary>A manifest whose signature was verified: a snapshot's head, from which every byte of it follows by hashes.</summary>
/// <param name="Hash">SHA-256 of what was signed.</param>
/// <param name="Entries">Entries of all pages.</param>
/// <param name="Bytes">Bytes of all entries before they are compressed.</param>
/// <param name="Signed">The whole document, as it is kept and passed on.</param>
public sealed record Manifest(SnapshotHeader Header, BlobHash Hash, IReadOnlyList<PageReference> Pages, int Entries, long Bytes, ReadOnlyMemory<byte> Signed);
