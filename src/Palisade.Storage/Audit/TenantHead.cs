using Palisade.Storage.Databases;

namespace Palisade.Storage.Audit;

/// <summary>Where a tenant is: its revision, and the end of its audit trail. Whoever has locked it is the tenant's only writer.</summary>
internal sealed record TenantHead(long Revision, long Count, string Hash)
{
    /// <summary>Reads and locks it, in a transaction for writing; a tenant without one gets one.</summary>
    public static async Task<TenantHead> LockAsync(Session session, CancellationToken stop)
    {
        if (await FindAsync(session, session.Database.ForUpdate, stop) is { } found) return found;
        await session.RunAsync(
            "INSERT INTO tenant_head (tenant, revision, audit_count, audit_hash) VALUES (@tenant, 0, 0, @start) ON CONFLICT (tenant) DO NOTHING", stop, ("start", AuditChain.Start));
        return (await FindAsync(session, session.Database.ForUpdate, stop))!;
    }

    /// <summary>Reads it; null for a tenant that never wrote anything.</summary>
    public static Task<TenantHead?> FindAsync(Session session, CancellationToken stop) => FindAsync(session, "", stop);

    /// <summary>Writes it, with the rest of the transaction.</summary>
    public void Save(Session session) => session.Queue(
        "UPDATE tenant_head SET revision = @revision, audit_count = @count, audit_hash = @hash WHERE tenant = @tenant", ("revision", Revision), ("count", Count), ("hash", Hash));

    private static Task<TenantHead?> FindAsync(Session session, string ending, CancellationToken stop) => session.FirstAsync(
        $"SELECT revision, audit_count, audit_hash FROM tenant_head WHERE tenant = @tenant{ending}", r => new TenantHead(r.GetInt64(0), r.GetInt64(1), r.GetString(2)), stop);
}
