using System.Text;
using Palisade.Api.Accounts;
using Palisade.Api.Audit;
using Palisade.Api.Objects;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using static Palisade.Api.Client.ManagerConnection;

namespace Palisade.Api.Client;

/// <summary>What is in one tenant.</summary>
public sealed class TenantClient(ManagerConnection connection, string tenant)
{
    private readonly string _root = ObjectPath.Of(tenant);

    /// <summary>A page of a list.</summary>
    /// <param name="space">Null for every namespace that one may read, and what is in none.</param>
    public Task<ObjectList> ListAsync(string? kind = null, string? space = null, string? labels = null, int? limit = null, string? continueAt = null, CancellationToken stop = default) =>
        connection.SendAsync<ObjectList>(HttpMethod.Get, $"{_root}/objects".With(("kind", kind), ("namespace", space), ("labels", labels), ("limit", limit), ("continue", continueAt)), null, stop);

    /// <summary>All pages of a list of one kind and one namespace.</summary>
    /// <param name="space">Empty for kinds that are in none.</param>
    public async Task<IReadOnlyList<ObjectView>> ListAllAsync(string kind, string space, string? labels = null, CancellationToken stop = default)
    {
        var found = new List<ObjectView>();
        string? at = null;
        do
        {
            var page = await connection.SendAsync<ObjectList>(HttpMethod.Get, ObjectPath.Of(tenant, kind, space).With(("labels", labels), ("limit", 1000), ("continue", at)), null, stop);
            found.AddRange(page.Items);
            at = page.Continue;
        }
        while (at is not null);

        return found;
    }

    /// <summary>An object.</summary>
    public Task<ObjectView> GetAsync(LocalKey key, CancellationToken stop = default) => connection.SendAsync<ObjectView>(HttpMethod.Get, ObjectPath.Of(tenant, key), null, stop);

    /// <summary>Makes an object.</summary>
    public Task<ObjectView> CreateAsync(LocalKey key, Node document, string? reason = null, CancellationToken stop = default) =>
        connection.SendAsync<ObjectView>(HttpMethod.Post, ObjectPath.Of(tenant, key.Kind, key.Namespace).With(("reason", reason)), Document(document), stop);

    /// <summary>Replaces an object of a version.</summary>
    public Task<ObjectView> ReplaceAsync(LocalKey key, Node document, string version, string? reason = null, CancellationToken stop = default) =>
        connection.SendAsync<ObjectView>(HttpMethod.Put, ObjectPath.Of(tenant, key).With(("reason", reason)), Document(document), stop, version);

    /// <summary>Takes an object out.</summary>
    /// <param name="version">The one that it must have; null for any.</param>
    public Task DeleteAsync(LocalKey key, string? version = null, string? reason = null, CancellationToken stop = default) =>
        connection.SendAsync(HttpMethod.Delete, ObjectPath.Of(tenant, key).With(("reason", reason)), null, stop, version);

    /// <summary>Who names an object.</summary>
    public Task<UsageList> UsedByAsync(LocalKey key, CancellationToken stop = default) => connection.SendAsync<UsageList>(HttpMethod.Get, ObjectPath.Of(tenant, key) + "/used-by", null, stop);

    /// <summary>What of an object is saved, and what is live.</summary>
    public Task<StatusView> StatusAsync(LocalKey key, CancellationToken stop = default) => connection.SendAsync<StatusView>(HttpMethod.Get, ObjectPath.Of(tenant, key) + "/status", null, stop);

    /// <summary>What the sandbox says of the newest snapshot.</summary>
    public Task<SandboxView> SandboxAsync(CancellationToken stop = default) => connection.SendAsync<SandboxView>(HttpMethod.Get, $"{_root}/sandbox", null, stop);

    /// <summary>Applies a file of YAML documents: all, or nothing.</summary>
    public Task<Applied> ApplyAsync(byte[] yaml, ApplyOptions options, CancellationToken stop = default) => connection.SendAsync<Applied>(
        HttpMethod.Post, $"{_root}/apply".With(("dry_run", options.DryRun), ("prune", options.Prune), ("labels", options.Labels), ("namespace", options.Namespace), ("reason", options.Reason)),
        Bytes(yaml, "application/yaml"), stop);

    /// <summary>Everything that one may read, as YAML.</summary>
    public async Task<string> ExportAsync(string? space = null, CancellationToken stop = default) =>
        Encoding.UTF8.GetString(await connection.SendAsync(HttpMethod.Get, $"{_root}/export".With(("namespace", space)), null, stop));

    /// <summary>What was done, the newest first.</summary>
    /// <param name="key">Null for all of the tenant.</param>
    public Task<HistoryList> HistoryAsync(LocalKey? key = null, int? limit = null, long? upTo = null, CancellationToken stop = default) =>
        connection.SendAsync<HistoryList>(HttpMethod.Get, $"{PathOf(key)}/history".With(("limit", limit), ("up_to", upTo)), null, stop);

    /// <summary>How an object, or the tenant, differs between two revisions.</summary>
    public Task<DiffView> DiffAsync(LocalKey? key, long? from, long? to, CancellationToken stop = default) =>
        connection.SendAsync<DiffView>(HttpMethod.Get, $"{PathOf(key)}/diff".With(("from", from), ("to", to)), null, stop);

    /// <summary>Makes an object, or everything, what it was.</summary>
    public Task<Applied> RevertAsync(LocalKey? key, Revert to, bool dryRun = false, CancellationToken stop = default) =>
        connection.SendAsync<Applied>(HttpMethod.Post, $"{PathOf(key)}/revert".With(("dry_run", dryRun)), ToJson(to), stop);

    /// <summary>Waits for changes after a revision.</summary>
    /// <param name="after">Null for the newest.</param>
    public Task<Watched> WatchAsync(long? after, int seconds = 30, CancellationToken stop = default) =>
        connection.SendAsync<Watched>(HttpMethod.Get, $"{_root}/watch".With(("after", after), ("seconds", seconds)), null, stop);

    /// <summary>The tenant.</summary>
    public Task<TenantView> ReadAsync(CancellationToken stop = default) => connection.SendAsync<TenantView>(HttpMethod.Get, _root, null, stop);

    /// <summary>The gateways that serve it, and what they refused.</summary>
    public Task<GatewayList> GatewaysAsync(CancellationToken stop = default) => connection.SendAsync<GatewayList>(HttpMethod.Get, $"{_root}/gateways", null, stop);

    /// <summary>Its users.</summary>
    public Task<UserList> UsersAsync(CancellationToken stop = default) => connection.SendAsync<UserList>(HttpMethod.Get, $"{_root}/users", null, stop);

    /// <summary>Makes a user.</summary>
    public Task<UserView> MakeUserAsync(NewUser user, CancellationToken stop = default) => connection.SendAsync<UserView>(HttpMethod.Post, $"{_root}/users", ToJson(user), stop);

    /// <summary>Changes a user.</summary>
    public Task<UserView> ChangeUserAsync(string name, UserChange change, CancellationToken stop = default) =>
        connection.SendAsync<UserView>(HttpMethod.Put, $"{_root}/users/{Uri.EscapeDataString(name)}", ToJson(change), stop);

    /// <summary>Deletes a user.</summary>
    public Task DeleteUserAsync(string name, CancellationToken stop = default) => connection.SendAsync(HttpMethod.Delete, $"{_root}/users/{Uri.EscapeDataString(name)}", null, stop);

    /// <summary>Sets a user's password; all its sessions end.</summary>
    public Task SetPasswordAsync(string name, string password, CancellationToken stop = default) =>
        connection.SendAsync(HttpMethod.Post, $"{_root}/users/{Uri.EscapeDataString(name)}/password", ToJson(new PasswordChange(password)), stop);

    /// <summary>The tokens of its users.</summary>
    public Task<TokenList> TokensAsync(CancellationToken stop = default) => connection.SendAsync<TokenList>(HttpMethod.Get, $"{_root}/tokens", null, stop);

    /// <summary>Revokes a token of one of its users.</summary>
    public Task RevokeTokenAsync(string id, CancellationToken stop = default) => connection.SendAsync(HttpMethod.Delete, $"{_root}/tokens/{Uri.EscapeDataString(id)}", null, stop);

    /// <summary>Whether the audit trail was edited.</summary>
    public Task<AuditCheckView> CheckAuditAsync(CancellationToken stop = default) => connection.SendAsync<AuditCheckView>(HttpMethod.Get, $"{_root}/audit/check", null, stop);

    /// <summary>Lines of the audit trail.</summary>
    public Task<AuditList> AuditAsync(long after = 0, int? limit = null, CancellationToken stop = default) =>
        connection.SendAsync<AuditList>(HttpMethod.Get, $"{_root}/audit".With(("after", after), ("limit", limit)), null, stop);

    private string PathOf(LocalKey? key) => key is { } one ? ObjectPath.Of(tenant, one) : _root;

    private static HttpContent Document(Node document) => Bytes(CanonicalJson.Write(document), "application/json");
}

/// <summary>How a file is applied.</summary>
/// <param name="Prune">Whether what the file's namespaces hold and the file does not is taken out.</param>
/// <param name="Labels">Of what is taken out: only with these labels.</param>
/// <param name="Namespace">The namespace of objects that name none; null for <c>default</c>.</param>
public sealed record ApplyOptions(bool DryRun = false, bool Prune = false, string? Labels = null, string? Namespace = null, string? Reason = null);
