using System.Security.Cryptography;
using System.Text;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Content;

/// <summary>
/// Some neighbouring entries of a snapshot, in the order of their keys. Itself a blob: a snapshot whose entries changed in one
/// place shares all other pages with the one before it.
/// </summary>
/// <remarks>
/// A page ends with a key whose hash ends so, 1 in 64, and so where pages end depends on the keys alone: an entry
/// more or less touches one page, and the same entries always make the same pages.
/// </remarks>
public sealed class ContentPage
{
    private const int EndMask = 63;

    private ContentPage(SnapshotEntry[] entries, byte[] bytes)
    {
        (Entries, Bytes, Reference) = (entries, bytes, new(BlobHash.Of(bytes), bytes.Length));
        ContentBytes = entries.Sum(e => (long)e.Blob.Size);
    }

    /// <summary>In strictly rising order of their keys; at least one.</summary>
    public IReadOnlyList<SnapshotEntry> Entries { get; }

    /// <summary>The canonical form.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Bytes of its entries before they are compressed.</summary>
    public long ContentBytes { get; }

    /// <summary>The page as a blob.</summary>
    public BlobReference Reference { get; }

    /// <summary>Whether a page ends with this key.</summary>
    internal static bool EndsAt(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> bytes = stackalloc byte[SnapshotLimits.MostKeyCharacters];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(key, bytes)], hash);
        return (hash[^1] & EndMask) is 0;
    }

    /// <summary>Makes one of entries that are in order.</summary>
    internal static ContentPage Of(SnapshotEntry[] entries)
    {
        var writer = new CanonicalWriter().U32(entries.Length);
        foreach (var (key, blob) in entries) writer.Text(key).Raw(blob.Hash.ToBytes()).U32(blob.Size);
        return new(entries, writer.Written.ToArray());
    }

    /// <summary>Reads one; null when it is not in the one form there is.</summary>
    internal static ContentPage? TryRead(byte[] bytes)
    {
        var reader = new CanonicalReader(bytes);
        var entries = new List<SnapshotEntry>();
        for (var left = reader.Count32(SnapshotLimits.MostEntries); left > 0 && !reader.Failed; left--)
        {
            var (at, key) = (reader.Position, reader.Text(SnapshotLimits.MostKeyCharacters));
            var hash = reader.Raw(BlobHash.Length);
            var size = reader.Count32(SnapshotLimits.MostBlobBytes);
            if (!SnapshotEntry.IsKey(key) || (entries.Count > 0 && !IsInOrder(entries[^1].Key, key))) reader.Fail(at);
            if (!reader.Failed) entries.Add(new(key, new(new(hash), size)));
        }

        return reader.AtEnd && entries.Count > 0 ? new([.. entries], bytes) : null;
    }

    // The page has not ended before this key, and this key comes after.
    private static bool IsInOrder(string before, string key) => string.CompareOrdinal(before, key) < 0 && !EndsAt(before);
}
