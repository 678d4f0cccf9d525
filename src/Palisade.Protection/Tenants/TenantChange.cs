using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>What is new in a tenant's objects since the change before.</summary>
/// <param name="Revision">The tenant's revision that it leads to.</param>
/// <param name="IsWhole">Whether <paramref name="Set"/> is everything: what is not in it is gone.</param>
/// <param name="Set">Objects that are new or differ.</param>
/// <param name="Removed">Objects that are gone.</param>
/// <param name="Unreadable">What came and is no object; the last good one stays in its place.</param>
public sealed record TenantChange(
    string Tenant, long Revision, bool IsWhole, IReadOnlyDictionary<LocalKey, ObjectDraft> Set, IReadOnlyCollection<LocalKey> Removed, IReadOnlyList<RefusedObject> Unreadable);
