using System.Data.Common;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Audit;

/// <summary>The audit trail of a tenant: lines are added, and never changed.</summary>
internal static class AuditTrail
{
    private const string Columns = "sequence, at, author, action, reason, revision, digest, previous_hash, hash";

    /// <summary>Adds a line, and moves the tenant's head on.</summary>
    /// <param name="revision">The revision that it makes; 0 when it changes no object.</param>
    public static void Append(Session session, AuditChain chain, TenantHead head, AuditEntry draft, long revision)
    {
        var entry = draft with { Sequence = head.Count + 1, Revision = revision, PreviousHash = head.Hash };
        entry = entry with { Hash = chain.Hash(session.Tenant, entry) };
        session.Queue(
            $"INSERT INTO audit (tenant, {Columns}) VALUES (@tenant, @sequence, @at, @author, @action, @reason, @revision, @digest, @previous, @hash)",
            ("sequence", entry.Sequence), ("at", ObjectRows.Time(entry.At)), ("author", entry.Author), ("action", entry.Action), ("reason", entry.Reason),
            ("revision", entry.Revision), ("digest", entry.Digest), ("previous", entry.PreviousHash), ("hash", entry.Hash));
        new TenantHead(revision == 0 ? head.Revision : revision, entry.Sequence, entry.Hash).Save(session);
    }

    /// <summary>Lines in their order.</summary>
    public static Task<List<AuditEntry>> ReadAsync(Session session, long after, int most, CancellationToken stop) => session.AllAsync(
        $"SELECT {Columns} FROM audit WHERE tenant = @tenant AND sequence > @after ORDER BY sequence LIMIT {most}", Read, stop, ("after", after));

    private static AuditEntry Read(DbDataReader row) => new(
        row.GetInt64(0), ObjectRows.Time(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4),
        row.GetInt64(5), row.GetString(6), row.GetString(7), row.GetString(8));
}
