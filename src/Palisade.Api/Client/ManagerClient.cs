using Palisade.Api.Accounts;
using Palisade.Api.Objects;
using static Palisade.Api.Client.ManagerConnection;

namespace Palisade.Api.Client;

/// <summary>The manager's contract as methods: accounts, and what is of no tenant. Objects are behind <see cref="Tenant"/>.</summary>
/// <remarks>Every method throws <see cref="ManagerException"/> for what the manager refuses, and <see cref="HttpRequestException"/> when it cannot be reached.</remarks>
public sealed class ManagerClient(ManagerConnection connection) : IDisposable
{
    /// <summary>What is in a tenant.</summary>
    public TenantClient Tenant(string tenant) => new(connection, tenant);

    /// <summary>Rollouts.</summary>
    public RolloutClient Rollouts => new(connection);

    /// <summary>Signs on.</summary>
    public Task<SignedOn> SignOnAsync(SignOn who, CancellationToken stop = default) => connection.SendAsync<SignedOn>(HttpMethod.Post, "api/sessions", ToJson(who), stop);

    /// <summary>Begins to sign on by an identity provider.</summary>
    public Task<BegunSignOn> BeginSignOnAsync(ProviderSignOn who, CancellationToken stop = default) => connection.SendAsync<BegunSignOn>(HttpMethod.Post, "api/oidc/begin", ToJson(who), stop);

    /// <summary>Finishes it with what the browser brought back.</summary>
    public Task<SignedOn> FinishSignOnAsync(FinishSignOn back, CancellationToken stop = default) => connection.SendAsync<SignedOn>(HttpMethod.Post, "api/oidc/finish", ToJson(back), stop);

    /// <summary>Signs off.</summary>
    public Task SignOffAsync(CancellationToken stop = default) => connection.SendAsync(HttpMethod.Delete, "api/sessions/current", null, stop);

    /// <summary>One's own sessions.</summary>
    public Task<SessionList> SessionsAsync(CancellationToken stop = default) => connection.SendAsync<SessionList>(HttpMethod.Get, "api/sessions", null, stop);

    /// <summary>Ends one of one's own sessions.</summary>
    public Task EndSessionAsync(string id, CancellationToken stop = default) => connection.SendAsync(HttpMethod.Delete, $"api/sessions/{Uri.EscapeDataString(id)}", null, stop);

    /// <summary>Who asks.</summary>
    public Task<Identity> WhoAsync(CancellationToken stop = default) => connection.SendAsync<Identity>(HttpMethod.Get, "api/me", null, stop);

    /// <summary>Changes one's own password.</summary>
    public Task ChangePasswordAsync(PasswordChange change, CancellationToken stop = default) => connection.SendAsync(HttpMethod.Post, "api/me/password", ToJson(change), stop);

    /// <summary>One's own tokens.</summary>
    public Task<TokenList> TokensAsync(CancellationToken stop = default) => connection.SendAsync<TokenList>(HttpMethod.Get, "api/me/tokens", null, stop);

    /// <summary>Makes a token.</summary>
    public Task<MadeToken> MakeTokenAsync(NewToken token, CancellationToken stop = default) => connection.SendAsync<MadeToken>(HttpMethod.Post, "api/me/tokens", ToJson(token), stop);

    /// <summary>Revokes one of one's own tokens.</summary>
    public Task RevokeTokenAsync(string id, CancellationToken stop = default) => connection.SendAsync(HttpMethod.Delete, $"api/me/tokens/{Uri.EscapeDataString(id)}", null, stop);

    /// <summary>The tenants that one has a role in.</summary>
    public Task<TenantList> TenantsAsync(CancellationToken stop = default) => connection.SendAsync<TenantList>(HttpMethod.Get, "api/tenants", null, stop);

    /// <summary>Makes a tenant.</summary>
    public Task<TenantView> MakeTenantAsync(NewTenant tenant, CancellationToken stop = default) => connection.SendAsync<TenantView>(HttpMethod.Post, "api/tenants", ToJson(tenant), stop);

    /// <summary>Every kind of object.</summary>
    public Task<KindList> KindsAsync(CancellationToken stop = default) => connection.SendAsync<KindList>(HttpMethod.Get, "api/kinds", null, stop);

    /// <summary>Whether the manager answers.</summary>
    public Task<Health> HealthAsync(CancellationToken stop = default) => connection.SendAsync<Health>(HttpMethod.Get, "api/health", null, stop);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
