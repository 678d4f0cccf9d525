using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Palisade.Gateway.Filter.Limits;

/// <summary>What sets the users of tenants apart: two may have sites and limiters of the same names. The same on every gateway.</summary>
internal static class TenantSeeds
{
    private static readonly ConcurrentDictionary<string, UInt128> Known = new(StringComparer.Ordinal);

    /// <summary>That of a tenant; 0 where there is none.</summary>
    public static UInt128 Of(string tenant) => tenant.Length == 0 ? 0 : Known.GetOrAdd(tenant, static t => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(t))));
}
