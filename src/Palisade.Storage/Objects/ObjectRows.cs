using System.Data.Common;
using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Objects;

/// <summary>Rows to objects and back.</summary>
internal static class ObjectRows
{
    /// <summary>The columns of an object, with <c>o</c> for its row and <c>c</c> for its content.</summary>
    public const string Columns = "o.kind, o.namespace, o.name, o.uid, o.generation, o.revision, o.metadata, o.spec_hash, o.created_at, o.created_by, o.modified_at, o.modified_by, c.body";

    /// <summary>The tables of an object and its content.</summary>
    public const string Tables = "object o JOIN content c ON c.tenant = o.tenant AND c.hash = o.spec_hash";

    /// <summary>The condition of one key.</summary>
    public const string OfKey = "tenant = @tenant AND kind = @kind AND namespace = @namespace AND name = @name";

    /// <summary>Reads an object from <see cref="Columns"/>.</summary>
    public static ObjectRecord Read(DbDataReader row, string tenant) => new()
    {
        Key = new(tenant, Key(row)),
        Uid = Guid.Parse(row.GetString(3)),
        Generation = row.GetInt64(4),
        Revision = row.GetInt64(5),
        Metadata = Metadata(row.GetString(6)),
        SpecHash = row.GetString(7),
        Created = new(Time(row.GetInt64(8)), row.GetString(9)),
        Modified = new(Time(row.GetInt64(10)), row.GetString(11)),
        Spec = row.GetFieldValue<byte[]>(12),
    };

    /// <summary>The key in the first three columns.</summary>
    public static LocalKey Key(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    /// <summary>The values of a key.</summary>
    public static (string Name, object? Value)[] Values(LocalKey key) => [("kind", key.Kind), ("namespace", key.Namespace), ("name", key.Name)];

    /// <summary>Metadata as it is kept.</summary>
    public static string Text(Annotated metadata) => CanonicalJson.WriteText(metadata.ToNode());

    /// <summary>Metadata as it was kept.</summary>
    public static Annotated Metadata(string text)
    {
        var faults = new List<Configuration.ConfigFault>();
        var node = JsonText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Root ?? throw new StoreException("The stored metadata of an object is not JSON.");
        return Fields.Read(node, "metadata", faults, Annotated.Read);
    }

    /// <summary>A time as it is kept: microseconds since 1970.</summary>
    public static long Time(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A time as it was kept.</summary>
    public static DateTimeOffset Time(long at) => DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond);

    /// <summary>A number in the words of no culture.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
