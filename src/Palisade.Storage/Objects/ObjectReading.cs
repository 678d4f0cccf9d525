using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Objects;

/// <summary>Reads objects as they are.</summary>
internal static class ObjectReading
{
    /// <summary>One object; null when there is none.</summary>
    public static Task<ObjectRecord?> FindAsync(Session session, LocalKey key, CancellationToken stop) => session.FirstAsync(
        $"SELECT {ObjectRows.Columns} FROM {ObjectRows.Tables} WHERE o.tenant = @tenant AND o.kind = @kind AND o.namespace = @namespace AND o.name = @name",
        r => ObjectRows.Read(r, session.Tenant), stop, ObjectRows.Values(key));

    /// <summary>All of a tenant, in the order of their keys.</summary>
    public static Task<List<ObjectRecord>> AllAsync(Session session, CancellationToken stop) => session.AllAsync(
        $"SELECT {ObjectRows.Columns} FROM {ObjectRows.Tables} WHERE o.tenant = @tenant ORDER BY o.kind, o.namespace, o.name", r => ObjectRows.Read(r, session.Tenant), stop);

    /// <summary>The tenant's revision; 0 for one that has nothing.</summary>
    public static Task<long> RevisionAsync(Session session, CancellationToken stop) =>
        session.FirstAsync("SELECT revision FROM tenant_head WHERE tenant = @tenant", r => r.GetInt64(0), stop);
}
