using System.Net;
using Palisade.Api.Accounts;
using Palisade.Api.Faults;
using Palisade.Api.Objects;
using Palisade.Manager.Tests.Version1;

namespace Palisade.Manager.Tests;

/// <summary>A domain that another tenant has, by every way to write a site.</summary>
public sealed class ClaimedDomainTests : IAsyncLifetime
{
    private TestManager _manager = null!;
    private HttpClient _ann = null!;
    private HttpClient _eve = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        var admin = await _manager.SignOnAsync();
        _ann = _manager.Client(await _manager.UserAsync(admin, "acme", "ann", new Grant(Role.TenantAdmin, "acme")));
        _eve = _manager.Client(await _manager.UserAsync(admin, "evil", "eve", new Grant(Role.TenantAdmin, "evil")));
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        _ann.Dispose();
        _eve.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task It_is_refused_with_its_field_and_nothing_of_whose_it_is()
    {
        (await PutAsync(_ann, "acme", "shop.example")).EnsureSuccessStatusCode();

        foreach (var dryRun in new[] { "", "?dry_run=true" }) await RefusedAsync(await PutAsync(_eve, "evil", "own.example, shop.example", dryRun), "spec.domains[1]");
        await RefusedAsync(await _eve.PostAsync("/api/tenants/evil/namespaces/default/site", TestManager.Text("""{"metadata":{"name":"mine"},"spec":{"domains":["shop.example"]}}""")), "spec.domains[0]");

        // What somebody gave away and another took is not taken back by going back.
        (await PutAsync(_ann, "acme", "new.example")).EnsureSuccessStatusCode();
        (await PutAsync(_eve, "evil", "shop.example")).EnsureSuccessStatusCode();
        var revision = (await _manager.Store.Tenant("acme").RevisionAsync()) - 1;
        using var back = await _ann.PostAsync("/api/tenants/acme/revert", TestManager.Json(new Revert(revision)));
        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        // A tenant whose objects are all taken out has no domain left.
        (await _eve.DeleteAsync("/api/tenants/evil/namespaces/default/site/shop")).EnsureSuccessStatusCode();
        (await _ann.PostAsync("/api/tenants/acme/revert", TestManager.Json(new Revert(revision)))).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task It_is_refused_by_the_v1_paths()
    {
        (await PutAsync(_ann, "acme", "shop.example")).EnsureSuccessStatusCode();
        using var v1 = await new V1Client(_manager).SignOnAsync("evil/eve");
        await v1.OkAsync("POST", "/conf/gatewayGroups/Edge", """{"gatewayMode":"ReverseProxy"}""");
        await v1.OkAsync("POST", "/conf/serverGroups/Default%20Site/Front");
        await v1.OkAsync("POST", "/conf/webServices/Default%20Site/Front/web", """{"ports":[8080]}""");
        var rule = """{"outboundRules":{"5":{"externalHost":"Shop.example","internalIpHost":"app.internal","serverPort":443,"encrypt":true}}}""";
        var before = await _manager.Store.Tenant("evil").RevisionAsync();

        var (status, body) = await v1.SendAsync("POST", "/conf/webServices/Default%20Site/Front/web/krpInboundRules/Edge/main/8080", rule);

        Assert.Equal((406, before), (status, await _manager.Store.Tenant("evil").RevisionAsync()));
        Assert.Contains("'shop.example' belongs to another tenant", body!["errors"]![0]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("acme", body.ToJsonString(), StringComparison.Ordinal);
        await v1.OkAsync("POST", "/conf/webServices/Default%20Site/Front/web/krpInboundRules/Edge/main/8080", rule.Replace("Shop", "Other", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string tenant, string domains, string query = "") =>
        await client.PostAsync($"/api/tenants/{tenant}/apply{query}", TestManager.Text($"kind: site\nmetadata: {{name: shop}}\nspec: {{domains: [{domains}]}}\n", "application/yaml"));

    private static async Task RefusedAsync(HttpResponseMessage answer, string field)
    {
        var problem = await TestManager.ReadAsync<Problem>(answer, HttpStatusCode.Conflict);
        Assert.Equal(field, Assert.Single(problem.Faults).Field);
        Assert.DoesNotContain("acme", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
