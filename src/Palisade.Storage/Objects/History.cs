using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Objects;

/// <summary>Reads what was.</summary>
internal static class History
{
    /// <summary>The rows of a change, with who made it and what it left.</summary>
    private const string Versions = $"SELECT {ChangeRow.Columns}, a.at, a.author, a.action, a.reason, c.body FROM object_change h "
        + "JOIN audit a ON a.tenant = h.tenant AND a.revision = h.revision JOIN content c ON c.tenant = h.tenant AND c.hash = h.spec_hash WHERE h.tenant = @tenant";

    private const string Rows = $"SELECT {ChangeRow.Columns} FROM object_change h WHERE h.tenant = @tenant";

    private const string OfKey = " AND h.kind = @kind AND h.namespace = @namespace AND h.name = @name";

    /// <summary>Versions, the newest first.</summary>
    public static Task<List<ObjectVersion>> VersionsAsync(Session session, HistoryQuery query, CancellationToken stop)
    {
        if (query.Limit is < 1 or > ObjectQuery.MostObjects) throw new ArgumentException($"A history has 1 to {ObjectQuery.MostObjects} entries.", nameof(query));
        var sql = $"{Versions} AND h.revision <= @up_to{(query.Key is null ? "" : OfKey)} ORDER BY h.revision DESC, h.kind, h.namespace, h.name LIMIT {query.Limit}";
        return session.AllAsync(sql, r => Version(ChangeRow.Read(r), r), stop, [("up_to", query.UpTo), .. query.Key is { } key ? ObjectRows.Values(key) : []]);
    }

    /// <summary>The last change of an object up to a revision; null when it was never there.</summary>
    public static Task<ChangeRow?> AtAsync(Session session, LocalKey key, long revision, CancellationToken stop) =>
        session.FirstAsync($"{Rows}{OfKey} AND h.revision <= @revision ORDER BY h.revision DESC LIMIT 1", ChangeRow.Read, stop, [("revision", revision), .. ObjectRows.Values(key)]);

    /// <summary>The last change of every object up to a revision, those that are gone included.</summary>
    public static Task<List<ChangeRow>> AllAtAsync(Session session, long revision, CancellationToken stop) => session.AllAsync(
        $"{Rows} AND h.revision = (SELECT MAX(l.revision) FROM object_change l WHERE l.tenant = @tenant AND l.kind = h.kind AND l.namespace = h.namespace AND l.name = h.name AND l.revision <= @revision)",
        ChangeRow.Read, stop, ("revision", revision));

    /// <summary>Content by its hash.</summary>
    public static async Task<byte[]> ContentAsync(Session session, string hash, CancellationToken stop) =>
        await session.FirstAsync("SELECT body FROM content WHERE tenant = @tenant AND hash = @hash", r => r.GetFieldValue<byte[]>(0), stop, ("hash", hash))
        ?? throw new StoreException("Content that the history names is not there.");

    /// <summary>The changes of one revision.</summary>
    public static Task<List<ChangeRow>> OfRevisionAsync(Session session, long revision, CancellationToken stop) =>
        session.AllAsync($"{Rows} AND h.revision = @revision ORDER BY h.kind, h.namespace, h.name", ChangeRow.Read, stop, ("revision", revision));

    /// <summary>What changed after a revision, whole revisions only, so that whoever follows is never between two.</summary>
    public static async Task<ChangesSince> SinceAsync(Session session, long revision, int most, CancellationToken stop)
    {
        var newest = await ObjectReading.RevisionAsync(session, stop);
        var rows = await session.AllAsync($"{Rows} AND h.revision > @revision ORDER BY h.revision, h.kind, h.namespace, h.name LIMIT {most + 1}", ChangeRow.Read, stop, ("revision", revision));
        var reached = newest;
        if (rows.Count > most)
        {
            var last = rows[^1].Revision;
            reached = rows[0].Revision == last ? last : last - 1;
            rows = rows[0].Revision == last ? await OfRevisionAsync(session, last, stop) : [.. rows.Where(r => r.Revision < last)];
        }

        return new(Math.Max(reached, revision), reached >= newest, [.. rows.Select(r => new ChangedObject(r.Revision, r.Key, r.Operation, r.Generation, r.SpecHash))]);
    }

    private static ObjectVersion Version(ChangeRow row, System.Data.Common.DbDataReader r) => new(
        row.Revision, row.Key, row.Operation, new(ObjectRows.Time(r.GetInt64(9)), r.GetString(10)), r.GetString(11), r.GetString(12),
        Guid.Parse(row.Uid), row.Generation, ObjectRows.Metadata(row.Metadata), r.GetFieldValue<byte[]>(13), row.SpecHash);
}
