using Palisade.Configuration.Documents;

namespace Palisade.Api.Objects;

/// <summary>An object as it is saved.</summary>
/// <param name="Metadata">Name, namespace, labels and what else its author says about it.</param>
public sealed record ObjectView(string Kind, Node Metadata, SystemMetadata SystemMetadata, Node Spec);

/// <summary>What the store says of an object.</summary>
/// <param name="Version">What a change must name. Opaque.</param>
/// <param name="Generation">How often its spec was changed.</param>
/// <param name="Revision">The tenant's revision that changed it last.</param>
public sealed record SystemMetadata(
    string Tenant, Guid Uid, string Version, long Generation, long Revision, DateTimeOffset Created, string CreatedBy, DateTimeOffset Modified, string ModifiedBy);

/// <summary>A page of a list.</summary>
/// <param name="Continue">For the parameter of that name, to get the next page; absent on the last.</param>
public sealed record ObjectList(IReadOnlyList<ObjectView> Items, string? Continue = null);

/// <summary>Who names an object.</summary>
public sealed record UsageList(IReadOnlyList<Usage> Items);

/// <summary>That an object is named.</summary>
/// <param name="Field">The field that names it.</param>
public sealed record Usage(string Kind, string Namespace, string Name, string Field);

/// <summary>A kind of object.</summary>
public sealed record KindView(string Name, bool InNamespace, string About);

/// <summary>Every kind.</summary>
public sealed record KindList(IReadOnlyList<KindView> Items);

/// <summary>A tenant.</summary>
public sealed record TenantView(string Name, long Revision);

/// <summary>The tenants that the asking user has a role in.</summary>
public sealed record TenantList(IReadOnlyList<TenantView> Items);

/// <summary>A tenant that is to be made.</summary>
public sealed record NewTenant(string Name, string DisplayName = "");
