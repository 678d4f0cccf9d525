using System.Data.Common;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Objects;

/// <summary>What one revision did to one object, as it is kept for good.</summary>
/// <param name="Operation"><c>created</c>, <c>replaced</c> or <c>deleted</c>.</param>
/// <param name="Metadata">As canonical JSON; of what is gone, as it was last.</param>
internal sealed record ChangeRow(long Revision, LocalKey Key, string Operation, string Uid, long Generation, string Metadata, string SpecHash)
{
    public const string Created = "created";
    public const string Replaced = "replaced";
    public const string Deleted = "deleted";

    /// <summary>The columns, with <c>h</c> for the row.</summary>
    public const string Columns = "h.kind, h.namespace, h.name, h.revision, h.operation, h.uid, h.generation, h.metadata, h.spec_hash";

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static ChangeRow Read(DbDataReader row) =>
        new(row.GetInt64(3), ObjectRows.Key(row), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetString(7), row.GetString(8));
}
