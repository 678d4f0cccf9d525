using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Storage;

namespace Palisade.Manager.Accounts;

/// <summary>From what a request shows to who asks. The store is asked each time: what is revoked is revoked at once, on every manager.</summary>
internal sealed class Authenticator(ObjectStore store, TimeProvider clock, SessionLimits limits)
{
    /// <summary>How exactly it is remembered when a session was used last.</summary>
    private static readonly TimeSpan Exactness = TimeSpan.FromMinutes(1);

    /// <summary>Who has this secret; null for nobody.</summary>
    /// <param name="cookie">Whether a browser sent it by itself; tokens are not taken so.</param>
    public async Task<Principal?> FindAsync(string text, bool cookie, CancellationToken stop)
    {
        if (Secret.Read(text) is not { } secret) return null;
        var accounts = new AccountStore(store.Tenant(secret.Tenant));
        if (secret.Prefix is Secret.OfSession) return await OfSessionAsync(accounts, secret.Tenant, secret.Hash, cookie, stop);
        return cookie ? null : await OfTokenAsync(accounts, secret.Tenant, secret.Hash, stop);
    }

    private async Task<Principal?> OfSessionAsync(AccountStore accounts, string tenant, string hash, bool cookie, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (await accounts.FindSessionAsync(hash, stop) is not { } session || session.Expires <= now || now - session.LastUsed > limits.Idle) return null;
        if (await accounts.FindUserAsync(session.Name, stop) is not { User: { Disabled: false } user } || user.Uid != session.User) return null;
        if (now - session.LastUsed > Exactness) await accounts.TouchAsync(hash, session with { LastUsed = now }, stop);
        return new(tenant, user.Name, user.Grants, null, cookie ? Credential.Cookie : Credential.Session, Secret.Id(hash));
    }

    private async Task<Principal?> OfTokenAsync(AccountStore accounts, string tenant, string hash, CancellationToken stop)
    {
        if (await accounts.FindTokenAsync(hash, stop) is not { } token || token.Expires <= clock.GetUtcNow()) return null;
        if (await accounts.FindUserAsync(token.UserName, stop) is not { User: { Disabled: false } user } || user.Uid != token.User) return null;
        return new(tenant, user.Name, user.Grants, token.Scope, Credential.Token, Secret.Id(hash));
    }

    /// <summary>The accounts of a tenant.</summary>
    public AccountStore Of(string tenant) => new(store.Tenant(tenant));

    /// <summary>The accounts of who asks.</summary>
    public AccountStore Of(Principal by) => Of(by.Tenant);

    /// <summary>The accounts that a line about a stranger is written to: those of the tenant, or of the platform when there is no such tenant.</summary>
    public async Task<AccountStore> NearestAsync(string tenant, CancellationToken stop) =>
        ObjectNames.IsLabel(tenant) && await store.Tenant(tenant).RevisionAsync(stop) > 0 ? Of(tenant) : Of(ObjectNames.SystemTenant);
}
