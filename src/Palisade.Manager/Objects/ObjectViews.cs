using Palisade.Api.Objects;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Storage.Changes;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Objects;

/// <summary>What the store holds, as the contract tells it.</summary>
internal static class ObjectViews
{
    /// <summary>An object.</summary>
    public static ObjectView View(this ObjectRecord record)
    {
        var (local, draft) = (record.Key.Local, record.ToDraft());
        return new(local.Kind, draft.ToNode()["metadata"]!, System(record), draft.Spec);
    }

    /// <summary>What became of an object.</summary>
    public static ChangeView View(this AppliedChange change) => new(
        change.Key.Kind, change.Key.Namespace, change.Key.Name, Word.Of(change.Operation), [.. change.Differences().Select(View)], change.After?.Version);

    /// <summary>A version in a list, or with its content.</summary>
    public static VersionView View(this ObjectVersion version, bool whole) => new(
        version.Revision, version.Key.Kind, version.Key.Namespace, version.Key.Name, version.Operation, version.Stamp.At, version.Stamp.By, version.Action, version.Reason, version.Generation,
        whole ? version.Metadata.ToNode() : null, whole ? version.ReadSpec() : null);

    /// <summary>What an object was at two moments; null where nothing differs.</summary>
    public static ChangeView? Between(ObjectVersion? before, ObjectVersion? after)
    {
        var (then, now) = (before is { IsDeletion: false } ? before : null, after is { IsDeletion: false } ? after : null);
        if ((then ?? now) is not { Key: var key }) return null;
        var differences = Difference.Between(then?.Metadata.ToNode() ?? Node.EmptyMap, now?.Metadata.ToNode() ?? Node.EmptyMap, "metadata")
            .Concat(then?.SpecHash == now?.SpecHash ? [] : Difference.Between(then?.ReadSpec(), now?.ReadSpec(), "spec")).Select(View).ToList();
        var operation = then is null ? "created" : now is null ? "deleted" : "replaced";
        return operation is "replaced" && differences.Count == 0 ? null : new(key.Kind, key.Namespace, key.Name, operation, differences);
    }

    private static FieldChange View(Difference difference) => new(difference.Path, difference.Before, difference.After);

    private static SystemMetadata System(ObjectRecord r) =>
        new(r.Key.Tenant, r.Uid, r.Version, r.Generation, r.Revision, r.Created.At, r.Created.By, r.Modified.At, r.Modified.By);
}
