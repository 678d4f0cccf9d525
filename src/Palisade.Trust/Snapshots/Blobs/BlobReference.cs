namespace Palisade.Trust.Snapshots.Blobs;

/// <summary>Names a blob, and says how long its content is, so that it can be unpacked within a bound.</summary>
/// <param name="Size">Before it was compressed, in bytes.</param>
public readonly record struct BlobReference(BlobHash Hash, int Size);
