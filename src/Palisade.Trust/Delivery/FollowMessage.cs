using System.Buffers.Binary;
using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Delivery;

/// <summary>What a manager says to a gateway that follows it.</summary>
public enum FollowWord
{
    /// <summary>Nothing new; the connection is alive.</summary>
    Heartbeat = 0,

    /// <summary>A tenant has a snapshot at a position.</summary>
    Snapshot = 1,

    /// <summary>There are new revocation lists.</summary>
    Lists = 2,

    /// <summary>A tenant's sealing keys were changed.</summary>
    SealingKeys = 3,
}

/// <summary>One message of the held connection: a tenant and a position where the word has them, otherwise empty.</summary>
/// <remarks><c>length(2) word(1) tenant(text) epoch(8) revision(8)</c>.</remarks>
public sealed record FollowMessage(FollowWord Word, string Tenant = "", SnapshotPosition Position = default)
{
    /// <summary>Longest message without its length, in bytes.</summary>
    public const int MostBytes = 1 + 2 + IdentityText.MostInSegment + 16;

    private const int LengthBytes = 2;

    /// <summary>The bytes, with their length before them.</summary>
    public byte[] Write()
    {
        var body = new CanonicalWriter().U8((int)Word).Text(Tenant).U64(Position.Epoch).U64(Position.Revision).Written;
        return new CanonicalWriter().U16(body.Length).Raw(body.Span).Written.ToArray();
    }

    /// <summary>Reads one from its bytes without the length; null when it is damaged or of a word that is not known.</summary>
    public static FollowMessage? TryRead(ReadOnlySpan<byte> body)
    {
        var reader = new CanonicalReader(body);
        var word = (FollowWord)reader.U8();
        var (tenant, position) = (reader.Text(IdentityText.MostInSegment), new SnapshotPosition(reader.U64(), reader.U64()));
        var named = word is FollowWord.Snapshot or FollowWord.SealingKeys;
        return reader.AtEnd && Enum.IsDefined(word) && (named ? Identity.IsSegment(tenant) : tenant.Length is 0) ? new(word, tenant, position) : null;
    }

    /// <summary>Reads the next one of a stream; null at its end.</summary>
    /// <exception cref="InvalidDataException">What came is no message.</exception>
    public static async ValueTask<FollowMessage?> ReadAsync(Stream stream, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[MostBytes];
        var got = await stream.ReadAtLeastAsync(buffer.AsMemory(0, LengthBytes), LengthBytes, throwOnEndOfStream: false, stop);
        if (got is 0) return null;
        var length = got is LengthBytes ? BinaryPrimitives.ReadUInt16BigEndian(buffer) : 0;
        if (length is 0 or > MostBytes) throw new InvalidDataException("What came is no message.");
        await stream.ReadExactlyAsync(buffer.AsMemory(0, length), stop);
        return TryRead(buffer.AsSpan(0, length)) ?? throw new InvalidDataException("What came is no message.");
    }
}
