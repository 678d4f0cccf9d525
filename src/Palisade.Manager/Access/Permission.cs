using Palisade.Api.Accounts;

namespace Palisade.Manager.Access;

/// <summary>What can be done.</summary>
internal enum Permission
{
    /// <summary>Reading objects.</summary>
    Read,

    /// <summary>Changing objects.</summary>
    Write,

    /// <summary>Reading users, tokens and the audit trail.</summary>
    Audit,

    /// <summary>Changing users, and revoking tokens of others.</summary>
    Accounts,

    /// <summary>What is of no tenant: making tenants.</summary>
    Platform,
}

/// <summary>What roles allow. The one table.</summary>
internal static class RoleTable
{
    /// <summary>Whether a role allows something, where it holds.</summary>
    public static bool Allows(this Role role, Permission permission) => role switch
    {
        Role.Admin => true,
        Role.TenantAdmin => permission is not Permission.Platform,
        Role.Editor => permission is Permission.Read or Permission.Write,
        Role.Auditor => permission is Permission.Read or Permission.Audit,
        _ => permission is Permission.Read,
    };

    /// <summary>Whether a grant is for a tenant.</summary>
    public static bool Covers(this Grant grant, string tenant) => grant.Role is Role.Admin || grant.Tenant == tenant;
}
