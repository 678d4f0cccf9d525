using Palisade.Api.Accounts;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Accounts;
using Palisade.Manager.Users;

namespace Palisade.Manager.Oidc;

/// <summary>From whom a provider names to a user of ours: made at the first sign-on, with the roles of the mappings from then on.</summary>
internal sealed class MappedUsers(Authenticator authenticator, TimeProvider clock)
{
    private const int MostUsers = 5000;

    /// <summary>The user, or why there is none.</summary>
    public async Task<(User? User, string Fault)> OfAsync(Provider provider, Claimed who, CancellationToken stop)
    {
        var grants = Grants(provider, who);
        if (grants.Count == 0) return (null, "no mapping names this user");
        if (Name(who.Name) is not { } name) return (null, $"what the claim '{provider.Spec.NameClaim}' says cannot be a user's name");
        var accounts = authenticator.Of(provider.Tenant);
        var found = await accounts.FindUserAsync(name, stop);
        if (found is not { User: var user, Version: var version }) return await MakeAsync(accounts, provider, who, name, grants, stop);
        // Whoever is called like somebody else is not that somebody.
        if (user.Provider != provider.Name || user.Subject != who.Subject) return (null, $"there is another user {name}");
        if (user.Disabled) return (null, $"the user {name} is disabled");
        var changed = user with { Grants = grants };
        if (GrantText.Show(user.Grants) == GrantText.Show(grants)) return (user, "");
        var note = $"{name}: {GrantText.Show(grants)}, as {provider.Name} says";
        return await accounts.WriteUserAsync(changed, version, new("user.changed", new("palisade", note)), stop: stop) ? (changed, "") : (null, $"the user {name} was changed at the same time");
    }

    private async Task<(User? User, string Fault)> MakeAsync(AccountStore accounts, Provider provider, Claimed who, string name, IReadOnlyList<Grant> grants, CancellationToken stop)
    {
        if ((await accounts.UsersAsync(stop)).Count >= MostUsers) return (null, $"there are {MostUsers} users already");
        var now = clock.GetUtcNow();
        var made = new User(Guid.CreateVersion7(now), name, "", "", Disabled: false, grants, now, "palisade", provider.Name, who.Subject);
        var note = $"{name}: {GrantText.Show(grants)}, as {provider.Name} says";
        return await accounts.WriteUserAsync(made, 0, new("user.created", new("palisade", note)), stop: stop) ? (made, "") : (null, $"the user {name} was made at the same time");
    }

    private static List<Grant> Grants(Provider provider, Claimed who) =>
    [
        .. provider.Spec.Mappings
            .Where(m => m.Subject is { } subject ? subject == who.Subject : who.Groups.Contains(m.Group, StringComparer.Ordinal))
            .Select(m => new Grant(RoleOf(m.Role), m.Tenant ?? provider.Tenant, m.Namespaces))
            // What a tenant may not give does not come about by its being written.
            .Where(g => !g.Check(provider.Tenant).Any()),
    ];

    private static Role RoleOf(MappedRole role) => role switch
    {
        MappedRole.Admin => Role.Admin,
        MappedRole.TenantAdmin => Role.TenantAdmin,
        MappedRole.Editor => Role.Editor,
        MappedRole.Auditor => Role.Auditor,
        _ => Role.Viewer,
    };

    // ann@example.com is ann-example.com here; two that become the same are told apart by their subject, and the second is refused.
    private static string? Name(string claimed)
    {
        var name = new string([.. claimed.ToLowerInvariant().Take(ObjectNames.LongestName + 1).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
        return ObjectNames.IsName(name) ? name : null;
    }
}
