using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Objects;

/// <summary>The statements that write an object. They are kept in the session, to be run together.</summary>
internal static class ObjectWriting
{
    private const string OfKey = ObjectRows.OfKey;

    /// <summary>Writes an object, its content, its labels and what it names.</summary>
    public static void Put(Session session, ObjectRecord record, IReadOnlyList<ObjectReference> references, string metadata, bool isNew)
    {
        var key = ObjectRows.Values(record.Key.Local);
        if (!isNew) Clear(session, key);
        session.Queue(
            "INSERT INTO content (tenant, hash, body) VALUES (@tenant, @hash, @body) ON CONFLICT (tenant, hash) DO NOTHING",
            ("hash", record.SpecHash), ("body", record.Spec.ToArray()));
        session.Queue(
            isNew
                ? "INSERT INTO object (tenant, kind, namespace, name, uid, generation, revision, metadata, spec_hash, created_at, created_by, modified_at, modified_by) "
                    + "VALUES (@tenant, @kind, @namespace, @name, @uid, @generation, @revision, @metadata, @hash, @created_at, @created_by, @at, @by)"
                : "UPDATE object SET uid = @uid, generation = @generation, revision = @revision, metadata = @metadata, spec_hash = @hash, created_at = @created_at, "
                    + $"created_by = @created_by, modified_at = @at, modified_by = @by WHERE {OfKey}",
            [
                .. key, ("uid", record.Uid.ToString()), ("generation", record.Generation), ("revision", record.Revision), ("metadata", metadata), ("hash", record.SpecHash),
                ("created_at", ObjectRows.Time(record.Created.At)), ("created_by", record.Created.By), ("at", ObjectRows.Time(record.Modified.At)), ("by", record.Modified.By),
            ]);
        foreach (var (label, value) in record.Metadata.Labels)
            session.Queue("INSERT INTO object_label (tenant, kind, namespace, name, label_key, label_value) VALUES (@tenant, @kind, @namespace, @name, @key, @value)", [.. key, ("key", label), ("value", value)]);
        foreach (var reference in references) Refer(session, key, reference);
    }

    /// <summary>Takes an object out.</summary>
    public static void Delete(Session session, LocalKey key)
    {
        var values = ObjectRows.Values(key);
        Clear(session, values);
        session.Queue($"DELETE FROM object_status WHERE {OfKey}", values);
        session.Queue($"DELETE FROM object WHERE {OfKey}", values);
    }

    /// <summary>Writes a line of the history.</summary>
    public static void Remember(Session session, ChangeRow row) => session.Queue(
        "INSERT INTO object_change (tenant, revision, kind, namespace, name, operation, uid, generation, metadata, spec_hash) "
            + "VALUES (@tenant, @revision, @kind, @namespace, @name, @operation, @uid, @generation, @metadata, @hash)",
        [
            .. ObjectRows.Values(row.Key), ("revision", row.Revision), ("operation", row.Operation), ("uid", row.Uid),
            ("generation", row.Generation), ("metadata", row.Metadata), ("hash", row.SpecHash),
        ]);

    private static void Clear(Session session, (string Name, object? Value)[] key)
    {
        session.Queue($"DELETE FROM object_label WHERE {OfKey}", key);
        session.Queue($"DELETE FROM object_reference WHERE {OfKey}", key);
    }

    private static void Refer(Session session, (string Name, object? Value)[] key, ObjectReference reference)
    {
        foreach (var target in reference.Kept())
        {
            session.Queue(
                "INSERT INTO object_reference (tenant, kind, namespace, name, field, target_kind, target_namespace, target_name) "
                    + "VALUES (@tenant, @kind, @namespace, @name, @field, @target_kind, @target_namespace, @target_name)",
                [.. key, ("field", reference.Field), ("target_kind", target.Kind), ("target_namespace", target.Namespace), ("target_name", target.Name)]);
        }
    }
}
