using System.Buffers.Binary;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Delivery;

/// <summary>
/// The newest manifest with the few blobs that a gateway at a known position does not have: the usual change in one round trip. What is not among them is asked for as ever;
/// what is wrong among them is found as ever.
/// </summary>
/// <remarks>Asked: <c>epoch(8) revision(8)</c>. Answered: <c>length(4) manifest { hash(32) size(4) length(4) packed }*</c>.</remarks>
public sealed record NewerAnswer(ReadOnlyMemory<byte> Manifest, IReadOnlyList<Blob> Blobs)
{
    /// <summary>Bytes of a question.</summary>
    public const int QuestionBytes = 16;

    /// <summary>Most blobs that come along.</summary>
    public const int MostPieces = 256;

    /// <summary>Most bytes of them, packed.</summary>
    public const int MostBytes = 1024 * 1024;

    // The payload, three certificates and a signature.
    private const int MostManifest = SnapshotLimits.MostManifestBytes + (16 * 1024);

    /// <summary>Longest answer, in bytes.</summary>
    public const int MostAnswerBytes = 4 + MostManifest + MostBytes + (MostPieces * (BlobHash.Length + BlobFrame.HeadBytes));

    /// <summary>The question of a gateway at a position.</summary>
    public static byte[] Ask(SnapshotPosition known) => new CanonicalWriter().U64(known.Epoch).U64(known.Revision).Written.ToArray();

    /// <summary>Reads a question; null when it is none.</summary>
    public static SnapshotPosition? TryReadQuestion(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var position = new SnapshotPosition(reader.U64(), reader.U64());
        return reader.AtEnd ? position : null;
    }

    /// <summary>The bytes of an answer.</summary>
    public static byte[] Write(ReadOnlyMemory<byte> manifest, IReadOnlyCollection<Blob> blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        var bytes = new byte[4 + manifest.Length + blobs.Sum(b => BlobHash.Length + BlobFrame.HeadBytes + b.Packed.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, manifest.Length);
        manifest.Span.CopyTo(bytes.AsSpan(4));
        var rest = bytes.AsSpan(4 + manifest.Length);
        foreach (var blob in blobs)
        {
            blob.Hash.ToBytes().CopyTo(rest);
            BlobFrame.WriteHead(rest[BlobHash.Length..], blob);
            blob.Packed.Span.CopyTo(rest[(BlobHash.Length + BlobFrame.HeadBytes)..]);
            rest = rest[(BlobHash.Length + BlobFrame.HeadBytes + blob.Packed.Length)..];
        }

        return bytes;
    }

    /// <summary>Reads an answer; null when it is damaged. Neither the manifest nor the blobs are verified here.</summary>
    public static NewerAnswer? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var manifest = reader.Raw(reader.Count32(MostManifest)).ToArray();
        List<Blob> blobs = [];
        while (!reader.Failed && !reader.AtEnd && blobs.Count < MostPieces)
        {
            var hash = reader.Raw(BlobHash.Length);
            var (size, length) = (reader.Count32(SnapshotLimits.MostBlobBytes), reader.Count32(MostBytes));
            var packed = reader.Raw(length).ToArray();
            if (!reader.Failed) blobs.Add(new(new(hash), size, packed));
        }

        return reader.AtEnd ? new(manifest, blobs) : null;
    }
}
