using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Changes;

/// <summary>
/// References of tenants to objects of the platform that no rollout brings to them, such as address lists: whether they are there when somebody names them, and who names
/// them when they are to go. Each is asked in a transaction of its own, before the change: two who do both in one moment can still miss each other.
/// </summary>
internal sealed class PlatformNames(Database database, string tenant)
{
    private const string Users =
        "SELECT kind, namespace, name, field FROM object_reference WHERE tenant = @tenant AND target_kind = @kind AND target_namespace = @namespace AND target_name = @name ORDER BY kind, namespace, name, field";

    /// <summary>Why what is asked for cannot be done.</summary>
    public async Task<IReadOnlyList<Refusal>> CheckAsync(IReadOnlyList<ObjectChange> changes, CancellationToken stop) =>
        [.. await MissingAsync(changes, stop), .. tenant is ObjectNames.SystemTenant ? await UsedAsync(changes, stop) : []];

    private async Task<IReadOnlyList<Refusal>> MissingAsync(IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        var named = changes.Where(c => c.Draft is not null).SelectMany(c => c.Draft!.References().Where(r => r.IsUnbrought).Select(r => (c.Key, Reference: r))).ToList();
        if (named.Count is 0) return [];
        var known = tenant is ObjectNames.SystemTenant ? changes.Where(c => c.Draft is not null).Select(c => c.Key).ToHashSet() : [];
        var missing = new List<Refusal>();
        await using var session = await Session.BeginAsync(database, ObjectNames.SystemTenant, write: false, stop);
        foreach (var (key, reference) in named)
        {
            foreach (var target in reference.Targets())
            {
                if (!known.Contains(target) && await ObjectReading.FindAsync(session, target, stop) is not null) known.Add(target);
            }

            if (!reference.Targets().Any(known.Contains)) missing.Add(new(key, RefusalReason.Dangling, new(reference.Field, $"The platform has no {reference.Targets().First()}.")));
        }

        return missing;
    }

    private async Task<IReadOnlyList<Refusal>> UsedAsync(IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        var gone = changes.Where(c => c.Draft is null && ReferenceTable.MayBeOfPlatform(c.Key.Kind)).Select(c => c.Key).ToList();
        if (gone.Count is 0) return [];
        var used = new List<Refusal>();
        foreach (var other in (await TenantList.ReadAsync(database, stop)).Keys)
        {
            await using var session = await Session.BeginAsync(database, other, write: false, stop);
            foreach (var key in gone)
            {
                var target = ObjectRows.Values(key with { Kind = ObjectReference.OfPlatformPrefix + key.Kind });
                if (await session.FirstAsync(Users, r => $"{ObjectRows.Key(r)}, {r.GetString(3)}", stop, target) is { } user) used.Add(new(key, RefusalReason.InUse, new("metadata.name", $"It is used by tenant {other}: {user}.")));
            }
        }

        return used;
    }
}
