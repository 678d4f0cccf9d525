using System.Text;
using Palisade.Configuration.Policies;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Objects;

/// <summary>Lists by kind, namespace and labels.</summary>
internal static class ObjectListing
{
    private const int MostRequirements = 32;
    private const int MostValues = 100;

    /// <summary>A page.</summary>
    /// <exception cref="ArgumentException">A limit, a selector or a continuation that is none.</exception>
    public static async Task<ObjectPage> PageAsync(Session session, ObjectQuery query, CancellationToken stop)
    {
        if (query.Limit is < 1 or > ObjectQuery.MostObjects) throw new ArgumentException($"A page has 1 to {ObjectQuery.MostObjects} objects.", nameof(query));
        var (where, values) = Where(query);
        if (query.Continue is { } text)
        {
            var after = Continuation.Read(text) ?? throw new ArgumentException("The continuation is none that a list gave.", nameof(query));
            where += " AND (o.kind, o.namespace, o.name) > (@after_kind, @after_namespace, @after_name)";
            values.AddRange([("after_kind", after.Kind), ("after_namespace", after.Namespace), ("after_name", after.Name)]);
        }

        // One more than asked, to know whether there is a next page.
        var found = await session.AllAsync(
            $"SELECT {ObjectRows.Columns} FROM {ObjectRows.Tables} WHERE {where} ORDER BY o.kind, o.namespace, o.name LIMIT {query.Limit + 1}", r => ObjectRows.Read(r, session.Tenant), stop, [.. values]);
        if (found.Count <= query.Limit) return new(found, null);
        found.RemoveAt(query.Limit);
        return new(found, Continuation.Write(found[^1].Key.Local));
    }

    /// <summary>How many there are.</summary>
    public static Task<long> CountAsync(Session session, ObjectQuery query, CancellationToken stop)
    {
        var (where, values) = Where(query);
        return session.FirstAsync($"SELECT COUNT(*) FROM object o WHERE {where}", r => r.GetInt64(0), stop, [.. values]);
    }

    private static (string Sql, List<(string Name, object? Value)> Values) Where(ObjectQuery query)
    {
        var sql = new StringBuilder("o.tenant = @tenant");
        var values = new List<(string, object?)>();
        if (query.Kind is { } kind) Add(" AND o.kind = @kind", ("kind", kind));
        if (query.Namespace is { } space) Add(" AND o.namespace = @namespace", ("namespace", space));
        var requirements = query.Labels?.Requirements ?? [];
        if (requirements.Count > MostRequirements || requirements.Any(r => r.Values.Count > MostValues)) throw new ArgumentException($"A selector has up to {MostRequirements} requirements, of up to {MostValues} values.", nameof(query));
        for (var i = 0; i < requirements.Count; i++) Require(requirements[i], i);
        return (sql.ToString(), values);

        void Add(string more, (string, object?) value)
        {
            sql.Append(more);
            values.Add(value);
        }

        void Require(LabelRequirement requirement, int number)
        {
            // What must be there is found by its index; what must not is asked of each object.
            Add(
                requirement.Operator is LabelOperator.NotIn or LabelOperator.Absent
                    ? $" AND NOT EXISTS (SELECT 1 FROM object_label l WHERE l.tenant = @tenant AND l.kind = o.kind AND l.namespace = o.namespace AND l.name = o.name AND l.label_key = @k{number}"
                    : $" AND (o.kind, o.namespace, o.name) IN (SELECT l.kind, l.namespace, l.name FROM object_label l WHERE l.tenant = @tenant AND l.label_key = @k{number}",
                ($"k{number}", requirement.Key));
            if (requirement.Operator is LabelOperator.In or LabelOperator.NotIn)
            {
                sql.Append($" AND l.label_value IN ({string.Join(", ", requirement.Values.Select((_, v) => $"@k{number}v{v}"))})");
                values.AddRange(requirement.Values.Select((value, v) => ($"k{number}v{v}", (object?)value)));
            }

            sql.Append(')');
        }
    }
}
