using System.Net;
using Palisade.Api.Accounts;
using Palisade.Manager.Http;

namespace Palisade.Manager.Tests;

/// <summary>A tenant neither reads, nor changes, nor counts, nor learns of another.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private const string Marker = "very-secret-marker";

    private TestManager _manager = null!;
    private string _admin = "";

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _admin = await _manager.SignOnAsync();
        await _manager.UserAsync(_admin, "acme", "secret", new Grant(Role.TenantAdmin, "acme"));
        using var client = _manager.Client(_admin);
        foreach (var space in new[] { "default", "other" })
        {
            using var made = await client.PostAsync($"/api/tenants/acme/apply?namespace={space}", TestManager.Text(
                $"kind: namespace\nmetadata: {{name: other}}\n---\nkind: app_firewall\nmetadata: {{name: secret, description: {Marker}-{space}}}\nspec: {{}}\n---\nkind: gateway_group\nmetadata: {{name: secret, description: {Marker}-whole}}\nspec: {{}}\n", "application/yaml"));
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Editor)]
    [InlineData(Role.TenantAdmin)]
    public async Task No_role_of_another_tenant_gets_anything(Role role)
    {
        var (before, token) = (await ImageAsync(), await _manager.UserAsync(_admin, "evil", $"eve-{role.ToString().ToLowerInvariant()}", new Grant(role, "evil")));
        using var client = _manager.Client(token);
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Path.Contains("{tenant}", StringComparison.Ordinal)))
        {
            var answers = new List<(int Status, string Body)>();
            // One that is there, one that is not, the platform's own, and names that are none.
            foreach (var tenant in new[] { "acme", "nobody", "system", "evil2", "ACME", "acme%20", "a'--" })
            {
                using var request = Request(route, Walk.Path(route, tenant));
                using var answer = await client.SendAsync(request);
                answers.Add(((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            }

            Assert.True(answers.Distinct().Count() == 1 && answers[0].Status == 404, $"{route.Method} {route.Path}: {string.Join(" | ", answers.Distinct())}");
        }

        foreach (var route in Walk.Of(_manager.Host).Where(r => !r.Path.Contains("{tenant}", StringComparison.Ordinal)))
        {
            using var request = Request(route, Walk.Path(route));
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("acme", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Marker, text, StringComparison.Ordinal);
        }

        Assert.Equal(before, await ImageAsync());
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_on_gets_anything()
    {
        var before = await ImageAsync();
        var open = new List<string>();
        foreach (var bearer in new[] { null, "", "pls_acme.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "plt_system.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "pls_acme." + new string('=', 43), _admin[..^1], _admin + "A", _admin.Replace("system", "acme", StringComparison.Ordinal) })
        {
            using var client = _manager.Client();
            foreach (var route in Walk.Of(_manager.Host))
            {
                using var request = Request(route, Walk.Path(route));
                if (bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode is not HttpStatusCode.Unauthorized) open.Add($"{route.Method} {route.Path}");
            }
        }

        // Signing on is refused as everything else, unless it was tried too often.
        Assert.Equal(["GET /api/health", "GET /api/openapi.json"], open.Where(o => o is not "POST /api/sessions").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(before, await ImageAsync());
    }

    [Fact]
    public async Task A_role_in_one_namespace_gets_nothing_of_the_others()
    {
        var token = await _manager.UserAsync(_admin, "acme", "ed", new Grant(Role.Editor, "acme", ["default"]));
        using var client = _manager.Client(token);
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Path.Contains("{tenant}", StringComparison.Ordinal)))
        {
            using var request = Request(route, Walk.WithoutWaiting(Walk.Path(route, space: "other")), """{"kind":"app_firewall","metadata":{"name":"secret","namespace":"other"},"spec":{}}""");
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain($"{Marker}-other", text, StringComparison.Ordinal);
            Assert.DoesNotContain($"{Marker}-whole", text, StringComparison.Ordinal);
            Assert.DoesNotContain("gateway_group", text, StringComparison.Ordinal);
            if (route.Gate.Kind is not GateKind.Somewhere || route.Method is not "GET") Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{route.Method} {route.Path}: {(int)answer.StatusCode} {text}");
        }

        Assert.Contains($"{Marker}-default", await client.GetStringAsync("/api/tenants/acme/export"), StringComparison.Ordinal);
        using var own = await client.GetAsync("/api/tenants/acme/namespaces/default/app_firewall/secret");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Editor)]
    public async Task A_role_does_no_more_than_it_may(Role role)
    {
        var before = await ImageAsync();
        var name = $"{role.ToString().ToLowerInvariant()}-x";
        using var client = _manager.Client(await _manager.UserAsync(_admin, "acme", name, new Grant(role, "acme")));
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Path.Contains("{tenant}", StringComparison.Ordinal)))
        {
            var may = Access.RoleTable.Allows(role, route.Gate.Permission);
            using var request = Request(route, Walk.WithoutWaiting(Walk.Path(route, name: may ? "nothing" : "secret")), "{}");
            using var answer = await client.SendAsync(request);
            Assert.True(may != (answer.StatusCode is HttpStatusCode.Forbidden), $"{role}: {route.Method} {route.Path}: {(int)answer.StatusCode}");
        }

        // An editor made what it was asked to make, in the place of nothing.
        if (role is not Role.Editor) Assert.Equal(before.Objects, (await ImageAsync()).Objects);
        Assert.Contains("secret", before.Users, StringComparison.Ordinal);
        Assert.Equal(before.Users + " " + name, (await ImageAsync()).Users);
    }

    private static HttpRequestMessage Request(Route route, string path, string? body = null) => new(new(route.Method), Walk.WithoutWaiting(path).Replace("?seconds=0&after=0?", "?", StringComparison.Ordinal))
    {
        Content = Walk.Body(route) is { } usual ? TestManager.Text(body ?? usual) : null,
    };

    private async Task<(string Objects, string Users)> ImageAsync()
    {
        var tenant = _manager.Store.Tenant("acme");
        var (revision, objects) = await tenant.AllAsync();
        return ($"{revision} {string.Join(' ', objects.Select(o => $"{o.Key} {o.Version}"))}", string.Join(' ', (await tenant.Records.ListRecordsAsync("user")).OrderByDescending(r => r.Id is "secret").ThenBy(r => r.Body.Contains("-x", StringComparison.Ordinal)).Select(r => r.Id)));
    }
}
