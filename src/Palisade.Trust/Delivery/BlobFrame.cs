using System.Buffers.Binary;
using Palisade.Trust.Snapshots;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Delivery;

/// <summary>
/// Blobs on their way: asked for by their hashes, one after the other; answered in that order, each as it lies packed, or as
/// one that is not there.
/// </summary>
/// <remarks>Asked: <c>{ hash(32) }*</c>. Answered: <c>{ size(4) length(4) packed }*</c>, with <c>length</c> 0 for one that is not there.</remarks>
public static class BlobFrame
{
    /// <summary>Most blobs of one question.</summary>
    public const int MostAsked = 4096;

    /// <summary>Bytes before each blob.</summary>
    public const int HeadBytes = 8;

    /// <summary>The question.</summary>
    public static byte[] Ask(IReadOnlyCollection<BlobReference> blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        if (blobs.Count > MostAsked) throw new ArgumentException($"At most {MostAsked} are asked for at once.", nameof(blobs));
        var asked = new byte[blobs.Count * BlobHash.Length];
        var at = 0;
        foreach (var blob in blobs)
        {
            blob.Hash.ToBytes().CopyTo(asked.AsSpan(at));
            at += BlobHash.Length;
        }

        return asked;
    }

    /// <summary>The hashes of a question; null when it is none.</summary>
    public static BlobHash[]? TryReadAsked(ReadOnlySpan<byte> asked)
    {
        if (asked.Length % BlobHash.Length is not 0 || asked.Length > MostAsked * BlobHash.Length) return null;
        var hashes = new BlobHash[asked.Length / BlobHash.Length];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = new(asked.Slice(i * BlobHash.Length, BlobHash.Length));
        return hashes;
    }

    /// <summary>What stands before a blob; before one that is not there, with null.</summary>
    public static void WriteHead(Span<byte> into, Blob? blob)
    {
        BinaryPrimitives.WriteInt32BigEndian(into, blob?.Size ?? 0);
        BinaryPrimitives.WriteInt32BigEndian(into[4..], blob?.Packed.Length ?? 0);
    }

    /// <summary>Reads the answer to one hash; null when it is not there. What it holds is not unpacked here.</summary>
    /// <exception cref="InvalidDataException">It is not what was asked for: another size, or longer than that can be.</exception>
    public static async ValueTask<Blob?> ReadAsync(Stream stream, BlobReference asked, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var head = new byte[HeadBytes];
        await stream.ReadExactlyAsync(head, stop);
        var (size, length) = (BinaryPrimitives.ReadInt32BigEndian(head), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)));
        if (length is 0) return null;
        if (size != asked.Size || size > SnapshotLimits.MostBlobBytes || length < 0 || length > Blob.MostPacked(size)) throw new InvalidDataException($"What comes for {asked.Hash} is not of the size that was promised.");
        var packed = new byte[length];
        await stream.ReadExactlyAsync(packed, stop);
        return new(asked.Hash, size, packed);
    }
}
