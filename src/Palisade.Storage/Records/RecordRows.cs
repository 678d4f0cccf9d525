using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Records;

/// <summary>Reads and writes records.</summary>
internal static class RecordRows
{
    private const string Columns = "type, id, body, version, expires_at";

    private const string Alive = "(expires_at = 0 OR expires_at > @now)";

    /// <summary>A record; null when there is none, or it expired.</summary>
    public static Task<StoredRecord?> FindAsync(Session session, string type, string id, DateTimeOffset now, CancellationToken stop) => session.FirstAsync(
        $"SELECT {Columns} FROM record WHERE tenant = @tenant AND type = @type AND id = @id AND {Alive}", Read, stop, ("type", type), ("id", id), ("now", ObjectRows.Time(now)));

    /// <summary>Records of a type, by their ids.</summary>
    public static async Task<IReadOnlyList<StoredRecord>> ListAsync(Session session, string type, int most, DateTimeOffset now, CancellationToken stop) => await session.AllAsync(
        $"SELECT {Columns} FROM record WHERE tenant = @tenant AND type = @type AND {Alive} ORDER BY id LIMIT {most}", Read, stop, ("type", type), ("now", ObjectRows.Time(now)));

    /// <summary>Writes a record, or takes it out.</summary>
    public static void Write(Session session, RecordWrite write, long version)
    {
        if (write.Body is null)
        {
            session.Queue("DELETE FROM record WHERE tenant = @tenant AND type = @type AND id = @id", ("type", write.Type), ("id", write.Id));
            return;
        }

        session.Queue(
            "INSERT INTO record (tenant, type, id, body, version, expires_at) VALUES (@tenant, @type, @id, @body, @version, @expires) "
                + "ON CONFLICT (tenant, type, id) DO UPDATE SET body = excluded.body, version = excluded.version, expires_at = excluded.expires_at",
            ("type", write.Type), ("id", write.Id), ("body", write.Body), ("version", version), ("expires", write.Expires is { } at ? ObjectRows.Time(at) : 0L));
    }

    /// <summary>Takes out what expired.</summary>
    public static void Sweep(Session session, DateTimeOffset now) =>
        session.Queue("DELETE FROM record WHERE tenant = @tenant AND expires_at > 0 AND expires_at <= @now", ("now", ObjectRows.Time(now)));

    private static StoredRecord Read(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4) is > 0 and var at ? ObjectRows.Time(at) : null);
}
