using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Manager.Access;

namespace Palisade.Manager.Users;

/// <summary>Roles as they are written.</summary>
internal static class GrantText
{
    private const int Most = 100;

    /// <summary>Reads a list of roles. Nobody gives more than they have.</summary>
    /// <param name="home">The tenant of the user who gets them.</param>
    public static IReadOnlyList<Grant> Read(Fields fields, string name, string home, Principal by)
    {
        var grants = fields.Mappings(name, f => One(f, home, by));
        if (grants.Count > Most) fields.Fault(name, $"There are {grants.Count}; {Most} are taken.");
        return grants;
    }

    /// <summary>For the audit trail.</summary>
    public static string Show(IReadOnlyList<Grant> grants) => string.Join(", ", grants.Select(g => $"{Word.Of(g.Role)} in {g.Tenant}{(g.Namespaces is null ? "" : $" [{string.Join(' ', g.Namespaces)}]")}")) is { Length: > 0 } text
        ? text.Length <= 2000 ? text : text[..2000] + "…"
        : "no role";

    private static Grant One(Fields fields, string home, Principal by)
    {
        if (!fields.Has("role")) fields.Fault("role", "It is missing.");
        var grant = new Grant(fields.Choice("role", Role.Viewer), fields.OptionalText("tenant") ?? home, fields.OptionalTexts("namespaces"));
        foreach (var (field, message) in grant.Check(home)) fields.Fault(field, message);
        if (grant.Role is Role.Admin && !by.May(Permission.Platform, "system")) fields.Fault("role", "Only an admin makes another.");
        else if (!by.May(Permission.Accounts, grant.Tenant)) fields.Fault("tenant", "You do not administer it.");
        return grant;
    }
}
