using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Changes;

/// <summary>Whether every reference of a tenant leads to exactly one object, asked after a change was written and before it is committed.</summary>
internal static class Integrity
{
    private const int MostTold = 200;

    // What is the platform's is no object of the tenant: PlatformNames looks after it.
    // One line for each field that names what is not there, or what could be two: kinds that share a list have a row each.
    private const string Wrong = $"""
        SELECT r.kind, r.namespace, r.name, r.field, MIN(r.target_kind), MIN(r.target_namespace), MIN(r.target_name), COUNT(o.name), MAX(r.target_kind)
        FROM object_reference r LEFT JOIN object o
            ON o.tenant = r.tenant AND o.kind = r.target_kind AND o.namespace = r.target_namespace AND o.name = r.target_name
        WHERE r.tenant = @tenant AND r.target_kind NOT LIKE '{ObjectReference.OfPlatformPrefix}%'
        """;

    private const string Grouped = " GROUP BY r.kind, r.namespace, r.name, r.field HAVING COUNT(o.name) <> 1 ORDER BY r.kind, r.namespace, r.name, r.field";

    private const string OfThis = " AND r.kind = @kind AND r.namespace = @namespace AND r.name = @name";

    private const string ToThis = """
         AND EXISTS (SELECT 1 FROM object_reference t WHERE t.tenant = @tenant AND t.target_kind = @kind AND t.target_namespace = @namespace AND t.target_name = @name
            AND t.kind = r.kind AND t.namespace = r.namespace AND t.name = r.name AND t.field = r.field)
        """;

    /// <summary>Every reference that the changes broke.</summary>
    /// <param name="few">Whether only what the changes touch is looked at, or everything.</param>
    public static async Task<IReadOnlyList<Refusal>> CheckAsync(Session session, IReadOnlyList<ChangeRow> rows, bool few, CancellationToken stop)
    {
        var broken = new List<Broken>();
        if (!few) broken.AddRange(await AskAsync(session, Wrong + Grouped, [], stop));
        foreach (var row in few ? rows : [])
        {
            if (row.Operation is not ChangeRow.Deleted) broken.AddRange(await AskAsync(session, Wrong + OfThis + Grouped, ObjectRows.Values(row.Key), stop));
            // What names it: it may be gone, or be a second one of the name.
            if (row.Operation is not ChangeRow.Replaced) broken.AddRange(await AskAsync(session, Wrong + ToThis + Grouped, ObjectRows.Values(row.Key), stop));
        }

        var deleted = rows.Where(r => r.Operation is ChangeRow.Deleted).Select(r => r.Key).ToHashSet();
        return [.. broken.Distinct().Take(MostTold).Select(b => Tell(b, deleted))];
    }

    private static Task<List<Broken>> AskAsync(Session session, string sql, (string Name, object? Value)[] values, CancellationToken stop) => session.AllAsync(
        sql, r => new Broken(ObjectRows.Key(r), r.GetString(3), new(r.GetString(4), r.GetString(5), r.GetString(6)), r.GetString(8), r.GetInt64(7) > 1), stop, values);

    private static Refusal Tell(Broken broken, HashSet<LocalKey> deleted)
    {
        var (target, other) = (broken.Target, broken.Target with { Kind = broken.OtherKind });
        if (broken.IsDouble) return new(broken.Key, RefusalReason.Dangling, new(broken.Field, $"'{target.Name}' is the name of a {target.Kind} and of a {other.Kind}: either could be meant."));
        if (deleted.Contains(target) || deleted.Contains(other))
            return new(deleted.Contains(target) ? target : other, RefusalReason.InUse, new("metadata.name", $"It is used by {broken.Key}, {broken.Field}."));
        if (target.Kind is ObjectKinds.PlatformObject) return new(broken.Key, RefusalReason.Dangling, new(broken.Field, $"The platform has no such object, or its rollout has not reached this tenant: there is no {target}."));
        return new(broken.Key, RefusalReason.Dangling, new(broken.Field, target == other ? $"There is no {target}." : $"There is no {target}, and no {other}."));
    }

    /// <param name="OtherKind">The other kind that could be meant, or the same.</param>
    private sealed record Broken(LocalKey Key, string Field, LocalKey Target, string OtherKind, bool IsDouble);
}
