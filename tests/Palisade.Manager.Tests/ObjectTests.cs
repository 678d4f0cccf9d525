using System.Net;
using Palisade.Api.Faults;
using Palisade.Api.Objects;

namespace Palisade.Manager.Tests;

/// <summary>Objects by REST, as an operator does it.</summary>
public sealed class ObjectTests : IAsyncLifetime
{
    private const string Pools = "/api/tenants/acme/namespaces/default/origin_pool";

    private TestManager _manager = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _client = _manager.Client(await _manager.SignOnAsync());
        using var made = await _client.PostAsync("/api/tenants", TestManager.Text("""{"name":"acme","display_name":"Acme"}"""));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        _client.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task An_object_is_made_read_replaced_and_deleted()
    {
        var made = await ObjectAsync(await _client.PostAsync(Pools, Pool("app", 8080)), HttpStatusCode.Created);
        Assert.Equal("app", made.Metadata["name"]!.Value);
        Assert.Equal("acme", made.SystemMetadata.Tenant);
        Assert.Equal("system/admin", made.SystemMetadata.CreatedBy);

        using var read = await _client.GetAsync($"{Pools}/app");
        Assert.Equal($"\"{made.SystemMetadata.Version}\"", read.Headers.ETag?.Tag);

        // Without a version nobody's work is overwritten; with an old one neither.
        Assert.Equal(428, (await ProblemAsync(await _client.PutAsync($"{Pools}/app", Pool("app", 9000)))).Status);
        var replaced = await ObjectAsync(await PutAsync($"{Pools}/app", Pool("app", 9000), made.SystemMetadata.Version));
        Assert.Equal(2, replaced.SystemMetadata.Generation);
        Assert.Equal(412, (await ProblemAsync(await PutAsync($"{Pools}/app", Pool("app", 9001), made.SystemMetadata.Version))).Status);
        var stale = TestManager.Text($$$"""{"system_metadata":{"version":"{{{made.SystemMetadata.Version}}}"},"spec":{"endpoints":[{"name":"app.internal","port":1}]}}""");
        Assert.Equal(409, (await ProblemAsync(await _client.PutAsync($"{Pools}/app", stale))).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"{Pools}/app")).StatusCode);
        Assert.Equal(404, (await ProblemAsync(await _client.GetAsync($"{Pools}/app"))).Status);
        Assert.Equal(404, (await ProblemAsync(await _client.DeleteAsync($"{Pools}/app"))).Status);
    }

    [Fact]
    public async Task A_fault_is_told_with_its_field_and_object()
    {
        var problem = await ProblemAsync(await _client.PostAsync(Pools, TestManager.Text("""{"metadata":{"name":"app"},"spec":{"endpoints":[{"name":"app.internal","port":80800}],"colour":1}}""")));
        Assert.Equal(422, problem.Status);
        Assert.Contains(problem.Faults, f => f.Field == "spec.endpoints[0].port" && f.Object == "origin_pool default/app" && f.Line == 1);
        Assert.Contains(problem.Faults, f => f.Field == "spec.colour");

        // A kind that another floor reads.
        problem = await ProblemAsync(await _client.PostAsync("/api/tenants/acme/namespaces/default/rate_limiter", TestManager.Text("""{"metadata":{"name":"slow"},"spec":{"limits":[{"total_number":5,"unit":"parsec"}]}}""")));
        Assert.Equal(422, problem.Status);
        Assert.Contains(problem.Faults, f => f.Field == "spec.limits[0].unit");

        // What leads nowhere, and what is used.
        problem = await ProblemAsync(await _client.PostAsync("/api/tenants/acme/namespaces/default/site", TestManager.Text("""{"metadata":{"name":"shop"},"spec":{"origin_pool":"app"}}""")));
        Assert.Equal((422, "spec.origin_pool"), (problem.Status, Assert.Single(problem.Faults).Field));
    }

    [Fact]
    public async Task Many_are_applied_at_once_shown_before_exported_and_applied_again()
    {
        var dry = await AppliedAsync(await ApplyAsync(Files, "?dry_run=true"));
        Assert.True(dry.DryRun);
        Assert.Equal(["created", "created", "created"], dry.Changes.Select(c => c.Operation));
        Assert.Empty((await ListAsync("/api/tenants/acme/objects?kind=site")).Items);

        var done = await AppliedAsync(await ApplyAsync(Files));
        Assert.Equal("none", Assert.Single((await AppliedAsync(await ApplyAsync(Files))).Changes.Select(c => c.Operation).Distinct()));
        var changed = await AppliedAsync(await ApplyAsync(Files.Replace("8443", "8444", StringComparison.Ordinal), "?dry_run=true"));
        var difference = Assert.Single(changed.Changes.SelectMany(c => c.Differences));
        Assert.Equal(("spec.endpoints[0].port", "8443", "8444"), (difference.Path, difference.Before!.Value, difference.After!.Value));

        var export = await _client.GetStringAsync("/api/tenants/acme/export");
        Assert.Contains("    Two lines,\n    of text.\n", export, StringComparison.Ordinal);
        Assert.All((await AppliedAsync(await ApplyAsync(export))).Changes, c => Assert.Equal("none", c.Operation));

        var users = await TestManager.ReadAsync<UsageList>(await _client.GetAsync($"{Pools}/app/used-by"));
        Assert.Equal(new("site", "default", "shop", "spec.origin_pool"), Assert.Single(users.Items));
        Assert.Equal(409, (await ProblemAsync(await _client.DeleteAsync($"{Pools}/app"))).Status);
        Assert.Equal(done.Revision, (await TestManager.ReadAsync<TenantView>(await _client.GetAsync("/api/tenants/acme"))).Revision);

        // What is left out is taken out when asked, and only where the file has something to say.
        var pruned = await AppliedAsync(await ApplyAsync("kind: origin_pool\nmetadata: {name: app}\nspec: {endpoints: [{name: app.internal, port: 8443}], tls: {}}\n", "?prune=true"));
        Assert.Equal(["strict", "shop"], pruned.Changes.Where(c => c.Operation == "deleted").Select(c => c.Name));
    }

    [Fact]
    public async Task Lists_go_by_label_and_page()
    {
        for (var i = 0; i < 5; i++) await ObjectAsync(await _client.PostAsync(Pools, Pool($"p{i}", 8000 + i, i % 2 == 0 ? "even" : "odd")), HttpStatusCode.Created);

        Assert.Equal(["p0", "p2", "p4"], Names(await ListAsync($"{Pools}?labels=parity%3Deven")));
        var first = await ListAsync($"{Pools}?limit=2");
        var second = await ListAsync($"{Pools}?limit=2&continue={first.Continue}");
        Assert.Equal(["p0", "p1", "p2", "p3"], Names(first).Concat(Names(second)));
        Assert.Equal(400, (await ProblemAsync(await _client.GetAsync($"{Pools}?continue=xyz"))).Status);
        Assert.Equal("?labels", Assert.Single((await ProblemAsync(await _client.GetAsync($"{Pools}?labels=a%3D%3D%3Db"))).Faults).Field);
    }

    [Fact]
    public async Task What_was_is_listed_compared_and_gone_back_to()
    {
        var first = await ObjectAsync(await _client.PostAsync(Pools, Pool("app", 8080)), HttpStatusCode.Created);
        var second = await ObjectAsync(await PutAsync($"{Pools}/app?reason=more", Pool("app", 9090), first.SystemMetadata.Version));

        var history = await TestManager.ReadAsync<HistoryList>(await _client.GetAsync($"{Pools}/app/history"));
        Assert.Equal([("replaced", "more"), ("created", "")], history.Items.Select(v => (v.Operation, v.Reason)));
        var then = await TestManager.ReadAsync<VersionView>(await _client.GetAsync($"{Pools}/app/history/{first.SystemMetadata.Revision}"));
        Assert.Equal("8080", then.Spec!["endpoints"]!.Items[0]["port"]!.Value);
        var diff = await TestManager.ReadAsync<DiffView>(await _client.GetAsync($"/api/tenants/acme/diff?from={first.SystemMetadata.Revision}&to={second.SystemMetadata.Revision}"));
        Assert.Equal("spec.endpoints[0].port", Assert.Single(Assert.Single(diff.Changes).Differences).Path);

        var back = await AppliedAsync(await _client.PostAsync($"{Pools}/app/revert", TestManager.Json(new Revert(first.SystemMetadata.Revision, "no"))));
        Assert.Equal("replaced", Assert.Single(back.Changes).Operation);
        var nothing = await AppliedAsync(await _client.PostAsync("/api/tenants/acme/revert?dry_run=true", TestManager.Json(new Revert(0))));
        Assert.Contains(nothing.Changes, c => c is { Name: "app", Operation: "deleted" });
        Assert.Equal(422, (await ProblemAsync(await _client.PostAsync("/api/tenants/acme/revert", TestManager.Json(new Revert(99_999))))).Status);
    }

    [Fact]
    public async Task A_watcher_is_told_and_resumes()
    {
        var at = (await TestManager.ReadAsync<TenantView>(await _client.GetAsync("/api/tenants/acme"))).Revision;
        var waiting = _client.GetAsync($"/api/tenants/acme/watch?after={at}&seconds=30");
        await ObjectAsync(await _client.PostAsync(Pools, Pool("app", 1)), HttpStatusCode.Created);

        var told = await TestManager.ReadAsync<Watched>(await waiting);
        Assert.Equal((at + 1, "app"), (told.Revision, Assert.Single(told.Changes).Name));
        Assert.Empty((await TestManager.ReadAsync<Watched>(await _client.GetAsync($"/api/tenants/acme/watch?after={told.Revision}&seconds=0"))).Changes);

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/tenants/acme/watch?seconds=3") { Headers = { { "Accept", "text/event-stream" }, { "Last-Event-ID", $"{at}" } } };
        using var stream = await _client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead);
        var text = await stream.Content.ReadAsStringAsync();
        Assert.Contains($"id: {at + 1}\nevent: changes\ndata: {{", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_is_not_live()
    {
        await ObjectAsync(await _client.PostAsync(Pools, Pool("app", 1)), HttpStatusCode.Created);
        var status = await TestManager.ReadAsync<StatusView>(await _client.GetAsync($"{Pools}/app/status"));

        Assert.Equal((1, "unknown"), (status.Saved.Generation, status.Live.State));

        await using var other = await TestManager.StartAsync(p => p with { Live = saved => new("not_live", $"{saved.Key} {saved.Generation}", []) });
        using var client = other.Client(await other.SignOnAsync());
        await TestManager.ReadAsync<ObjectView>(await client.PostAsync("/api/tenants/system/namespaces/default/origin_pool", Pool("app", 1)), HttpStatusCode.Created);
        status = await TestManager.ReadAsync<StatusView>(await client.GetAsync("/api/tenants/system/namespaces/default/origin_pool/app/status"));
        Assert.Equal(("not_live", "system: origin_pool default/app 1"), (status.Live.State, status.Live.Message));
    }

    private static string Files =>
        """
        kind: origin_pool
        metadata: {name: app}
        spec: {endpoints: [{name: app.internal, port: 8443}], tls: {}}
        ---
        kind: app_firewall
        metadata: {name: strict}
        spec: {}
        ---
        kind: site
        metadata:
          name: shop
          description: |
            Two lines,
            of text.
        spec: {domains: [shop.example], origin_pool: app, app_firewall: strict}
        """;

    private static HttpContent Pool(string name, int port, string? parity = null) =>
        TestManager.Text($$$"""{"metadata":{"name":"{{{name}}}"{{{(parity is null ? "" : $",\"labels\":{{\"parity\":\"{parity}\"}}")}}}},"spec":{"endpoints":[{"name":"app.internal","port":{{{port}}}}]}}""");

    private Task<HttpResponseMessage> ApplyAsync(string yaml, string query = "") => _client.PostAsync("/api/tenants/acme/apply" + query, TestManager.Text(yaml, "application/yaml"));

    private async Task<HttpResponseMessage> PutAsync(string path, HttpContent body, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = body, Headers = { { "If-Match", $"\"{version}\"" } } };
        return await _client.SendAsync(request);
    }

    private async Task<ObjectList> ListAsync(string path) => await TestManager.ReadAsync<ObjectList>(await _client.GetAsync(path));

    private static IEnumerable<string> Names(ObjectList list) => list.Items.Select(o => o.Metadata["name"]!.Value);

    private static Task<ObjectView> ObjectAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK) => TestManager.ReadAsync<ObjectView>(answer, expected);

    private static Task<Applied> AppliedAsync(HttpResponseMessage answer) => TestManager.ReadAsync<Applied>(answer);

    private static async Task<Problem> ProblemAsync(HttpResponseMessage answer)
    {
        var problem = await TestManager.ReadAsync<Problem>(answer, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, problem.Status);
        return problem;
    }
}
