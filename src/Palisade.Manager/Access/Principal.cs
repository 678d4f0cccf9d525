using Palisade.Api.Accounts;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Access;

/// <summary>Who asks, and what they may. Every question about rights is asked here.</summary>
/// <param name="Scope">What a token allows at most; null for a session.</param>
/// <param name="CredentialId">Of the session or token, for lists and logs.</param>
internal sealed record Principal(string Tenant, string User, IReadOnlyList<Grant> Grants, Grant? Scope, Credential Credential, string CredentialId)
{
    /// <summary>The author that histories name.</summary>
    public string Author => Scope is null ? $"{Tenant}/{User}" : $"{Tenant}/{User} (token {CredentialId})";

    /// <summary>Whether a tenant is theirs to know of.</summary>
    public bool Sees(string tenant) => Grants.Any(g => g.Covers(tenant)) && Scope?.Covers(tenant) is not false;

    /// <summary>Whether something may be done in the tenant as a whole.</summary>
    public bool May(Permission permission, string tenant) =>
        Grants.Any(g => g.Namespaces is null && Allows(g, permission, tenant)) && (Scope is null || (Scope.Namespaces is null && Allows(Scope, permission, tenant)));

    /// <summary>Whether something may be done in a namespace.</summary>
    public bool May(Permission permission, string tenant, string space) =>
        Grants.Any(g => Allows(g, permission, tenant) && Includes(g, space)) && (Scope is null || (Allows(Scope, permission, tenant) && Includes(Scope, space)));

    /// <summary>Whether something may be done in at least one namespace.</summary>
    public bool MaySomewhere(Permission permission, string tenant) => Grants.Any(g => Allows(g, permission, tenant)) && (Scope is null || Allows(Scope, permission, tenant));

    /// <summary>
    /// Whether something may be done with an object. The object of a tenant is the platform's; who says who gives roles gives them; what a tenant has of the platform's objects is
    /// written by rollouts alone.
    /// </summary>
    public bool May(Permission permission, string tenant, LocalKey key) =>
        permission is Permission.Write && key.Kind == ObjectKinds.PlatformObject ? false
        : permission is Permission.Write && key.Kind == ObjectKinds.Tenant ? May(Permission.Platform, tenant)
        : permission is Permission.Write && key.Kind == ObjectKinds.IdentityProvider ? May(tenant == ObjectNames.SystemTenant ? Permission.Platform : Permission.Accounts, tenant)
        : key.Namespace.Length == 0 ? May(permission, tenant)
        : May(permission, tenant, key.Namespace);

    /// <summary>As it is told.</summary>
    public Identity ToIdentity() => new(Tenant, User, Credential.ToString().ToLowerInvariant(), Scope is null ? Grants : [Scope]);

    private static bool Allows(Grant grant, Permission permission, string tenant) => grant.Covers(tenant) && grant.Role.Allows(permission);

    private static bool Includes(Grant grant, string space) => grant.Namespaces is null || grant.Namespaces.Contains(space, StringComparer.Ordinal);
}

/// <summary>How somebody proved who they are.</summary>
internal enum Credential
{
    /// <summary>A session's token in a header.</summary>
    Session,

    /// <summary>A session's token in a cookie: the browser sends it by itself, whoever made it ask.</summary>
    Cookie,

    /// <summary>A token for programs.</summary>
    Token,
}
