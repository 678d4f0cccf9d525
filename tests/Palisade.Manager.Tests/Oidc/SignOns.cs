using System.Net;
using Palisade.Api.Accounts;

namespace Palisade.Manager.Tests.Oidc;

/// <summary>A manager with a provider that it knows, and what a client does to sign on.</summary>
public sealed class SignOns : IAsyncDisposable
{
    public const string Redirect = "http://127.0.0.1:1/callback";

    private SignOns(TestManager manager, TestProvider provider, HttpClient admin) => (Manager, Provider, Admin) = (manager, provider, admin);

    public TestManager Manager { get; }

    public TestProvider Provider { get; }

    public HttpClient Admin { get; }

    public static async Task<SignOns> StartAsync(string more = "")
    {
        var manager = await TestManager.StartAsync();
        var provider = await TestProvider.StartAsync(manager.Clock);
        var admin = manager.Client(await manager.SignOnAsync());
        await provider.PutAsync(admin, more);
        return new(manager, provider, admin);
    }

    public async Task<BegunSignOn> BeginAsync()
    {
        using var client = Manager.Client();
        return await TestManager.ReadAsync<BegunSignOn>(await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(Redirect))), HttpStatusCode.Created);
    }

    public async Task<HttpResponseMessage> FinishAsync(string flow, string state, string code, string? issuer = null)
    {
        using var client = Manager.Client();
        return await client.PostAsync("/api/oidc/finish", TestManager.Json(new FinishSignOn(flow, state, code, issuer)));
    }

    /// <summary>All of it.</summary>
    public async Task<HttpResponseMessage> RunAsync()
    {
        var begun = await BeginAsync();
        var (code, state) = await TestProvider.OpenAsync(begun.Url);
        return await FinishAsync(begun.Flow, state, code);
    }

    public async Task<SignedOn> SignOnAsync()
    {
        using var answer = await RunAsync();
        return await TestManager.ReadAsync<SignedOn>(answer, HttpStatusCode.Created);
    }

    /// <summary>That it is refused, in the same words always, and for which reason by the audit trail.</summary>
    public async Task RefusedAsync(HttpResponseMessage answer, string reason)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized, $"{(int)answer.StatusCode}: {text}");
        Assert.Contains("the audit trail says why", text, StringComparison.Ordinal);
        answer.Dispose();
        if (reason.Length == 0) return;
        var last = (await Manager.Store.Tenant("system").Past.AuditAsync(0, 10_000))[^1];
        Assert.Equal("session.refused", last.Action);
        Assert.Contains(reason, last.Reason, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Assert.Empty(Manager.Errors);
        await Manager.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
