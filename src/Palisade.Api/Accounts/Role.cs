using Palisade.Configuration.Objects.Naming;

namespace Palisade.Api.Accounts;

/// <summary>What somebody may do.</summary>
public enum Role
{
    /// <summary>Reads objects.</summary>
    Viewer,

    /// <summary>Reads objects, users, tokens and the audit trail.</summary>
    Auditor,

    /// <summary>Reads and changes objects.</summary>
    Editor,

    /// <summary>All of it in one tenant, and its users and tokens.</summary>
    TenantAdmin,

    /// <summary>Everything in every tenant. Of the tenant <c>system</c> only.</summary>
    Admin,
}

/// <summary>A role in a tenant.</summary>
/// <param name="Tenant">Where it holds; for <see cref="Role.Admin"/>, <c>system</c>.</param>
/// <param name="Namespaces">The namespaces in which it holds; null for the tenant as a whole.</param>
public sealed record Grant(Role Role, string Tenant, IReadOnlyList<string>? Namespaces = null)
{
    /// <summary>Every fault.</summary>
    /// <param name="home">The tenant whose user has it: only users of <c>system</c> have roles elsewhere.</param>
    public IEnumerable<(string Field, string Message)> Check(string home)
    {
        if (!ObjectNames.IsLabel(Tenant)) yield return ("tenant", $"It is not the name of a tenant: {ObjectNames.LabelGrammar}.");
        else if (Tenant != home && home != ObjectNames.SystemTenant) yield return ("tenant", $"A user of '{home}' has roles in '{home}' alone.");
        if (Role is Role.Admin && Tenant != ObjectNames.SystemTenant) yield return ("role", "The role admin is of the tenant 'system'.");
        if (Namespaces is null) yield break;
        if (Role is Role.Admin or Role.TenantAdmin) yield return ("namespaces", "The roles admin and tenant_admin hold in whole tenants.");
        if (Namespaces.Count is 0 or > 200) yield return ("namespaces", "There are 1 to 200 namespaces, or the field is left out for all.");
        if (Namespaces.Any(n => !ObjectNames.IsLabel(n))) yield return ("namespaces", $"A namespace is {ObjectNames.LabelGrammar}.");
    }
}
