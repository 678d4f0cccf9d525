using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Delivery;

/// <summary>What a gateway counted of one tenant since its start.</summary>
/// <param name="Buckets">Requests by time; all of them together are the requests.</param>
public sealed record TenantHealthReport(string Tenant, ulong Errors, ulong Blocked, IReadOnlyList<ulong> Buckets);

/// <summary>How a gateway fares: counts since its start, of the tenants that had requests.</summary>
/// <remarks><c>instance(8) crashed(1) count(4) { tenant(text) errors(8) blocked(8) count(4) bucket(8)* }*</c></remarks>
/// <param name="Instance">Another one with each start.</param>
/// <param name="Crashed">Whether the process before this one ended without being asked to.</param>
public sealed record HealthReport(ulong Instance, bool Crashed, IReadOnlyList<TenantHealthReport> Tenants)
{
    /// <summary>Longest report, in bytes.</summary>
    public const int MostBytes = GatewayReport.MostBytes;

    /// <summary>Most buckets.</summary>
    public const int MostBuckets = 32;

    /// <summary>The bytes.</summary>
    public byte[] Write()
    {
        var writer = new CanonicalWriter().U64(Instance).U8(Crashed ? 1 : 0).U32(Tenants.Count);
        foreach (var tenant in Tenants)
        {
            writer.Text(tenant.Tenant).U64(tenant.Errors).U64(tenant.Blocked).U32(tenant.Buckets.Count);
            foreach (var bucket in tenant.Buckets) writer.U64(bucket);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged.</summary>
    public static HealthReport? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var (instance, crashed) = (reader.U64(), reader.U8());
        List<TenantHealthReport> tenants = [];
        for (var left = reader.Count32(FollowRequest.MostTenants); left > 0 && !reader.Failed; left--) tenants.Add(ReadTenant(ref reader));
        return reader.AtEnd && crashed < 2 ? new(instance, crashed is 1, tenants) : null;
    }

    private static TenantHealthReport ReadTenant(ref CanonicalReader reader)
    {
        var (at, tenant) = (reader.Position, reader.Text(IdentityText.MostInSegment));
        if (!Identity.IsSegment(tenant)) reader.Fail(at);
        var (errors, blocked) = (reader.U64(), reader.U64());
        List<ulong> buckets = [];
        for (var left = reader.Count32(MostBuckets); left > 0 && !reader.Failed; left--) buckets.Add(reader.U64());
        return new(tenant, errors, blocked, buckets);
    }
}
