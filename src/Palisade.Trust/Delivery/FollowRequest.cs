using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Delivery;

/// <summary>What a gateway says when it begins to follow its manager: what it has of each tenant, so that only what is newer is told.</summary>
/// <remarks><c>count(4) { tenant(text) epoch(8) revision(8) }*</c>, tenants in strictly rising order.</remarks>
public sealed record FollowRequest(IReadOnlyDictionary<string, SnapshotPosition> Positions)
{
    /// <summary>Most tenants of one gateway.</summary>
    public const int MostTenants = 20_000;

    /// <summary>Longest request, in bytes.</summary>
    public const int MostBytes = 4 + (MostTenants * (2 + 128 + 16));

    /// <summary>The bytes.</summary>
    public byte[] Write()
    {
        var writer = new CanonicalWriter().U32(Positions.Count);
        foreach (var (tenant, at) in Positions.OrderBy(p => p.Key, StringComparer.Ordinal)) writer.Text(tenant).U64(at.Epoch).U64(at.Revision);
        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged.</summary>
    public static FollowRequest? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var positions = new Dictionary<string, SnapshotPosition>(StringComparer.Ordinal);
        var last = "";
        for (var left = reader.Count32(MostTenants); left > 0 && !reader.Failed; left--)
        {
            var (at, tenant) = (reader.Position, reader.Text(IdentityText.MostInSegment));
            if (!Identity.IsSegment(tenant) || string.CompareOrdinal(last, tenant) >= 0) reader.Fail(at);
            positions[tenant] = new(reader.U64(), reader.U64());
            last = tenant;
        }

        return reader.AtEnd ? new(positions) : null;
    }
}
