using System.Net;
using System.Text.Json.Nodes;
using Palisade.Api.Accounts;
using Palisade.Api.Objects;
using Palisade.Manager.Http;

namespace Palisade.Manager.Tests;

/// <summary>The document says what the server does: every path, method, status and body.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private TestManager _manager = null!;
    private JsonObject _document = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        using var client = _manager.Client();
        using var answer = await client.GetAsync("/api/openapi.json");
        Assert.True(answer.IsSuccessStatusCode, string.Join('\n', _manager.Errors));
        _document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Fact]
    public void Every_route_is_described_and_nothing_else()
    {
        var served = Walk.Of(_manager.Host).Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal);
        // The v1 interface has its own table, and its own test.
        var told = _document["paths"]!.AsObject().Where(p => !p.Key.StartsWith(Version1.V1ContractTests.Prefix, StringComparison.Ordinal)).SelectMany(p => p.Value!.AsObject().Where(m => m.Key is not "parameters").Select(m => $"{m.Key.ToUpperInvariant()} {p.Key}")).Order(StringComparer.Ordinal);

        Assert.Equal(served, told);
        Assert.StartsWith("3.1", _document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var ids = Walk.Of(_manager.Host).Select(r => _document["paths"]![r.Path]![r.Method.ToLowerInvariant()]!["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_client_can_be_made_of_it() => Assert.Empty(OpenApiCheck.Faults(_document));

    [Fact]
    public async Task Whatever_is_answered_is_described()
    {
        var token = await _manager.SignOnAsync();
        using var client = _manager.Client(token);
        await RunAsync(client);
        // And what goes wrong, on every path.
        using var stranger = _manager.Client();
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Path is not "/api/sessions/current"))
        {
            await SendAsync(stranger, route.Method, Walk.WithoutWaiting(Walk.Path(route)), Walk.Body(route), route);
            await SendAsync(client, route.Method, Walk.WithoutWaiting(Walk.Path(route, name: "absent")), route.Body is null ? null : "{", route);
            await SendAsync(client, route.Method, Walk.WithoutWaiting(Walk.Path(route, name: "absent")), route.Body is null ? null : "[]", route);
            await SendAsync(client, route.Method, Walk.Path(route) + "?nothing=1", Walk.Body(route), route);
        }

        await SendAsync(client, "DELETE", "/api/sessions/current", null);
        var good = Walk.Of(_manager.Host).SelectMany(r => r.Answers.Select(a => $"{r.Method} {r.Path} {a.Status} {(a.Type is null ? "" : a.MediaType)}")).ToList();
        Assert.Empty(good.Except(_seen, StringComparer.Ordinal));
    }

    private async Task RunAsync(HttpClient client)
    {
        const string Acme = "/api/tenants/acme";
        await SendAsync(client, "POST", "/api/sessions", $$"""{"user":"admin","password":"{{TestManager.Password}}"}""");
        foreach (var path in new[] { "/api/sessions", "/api/me", "/api/kinds", "/api/health", "/api/openapi.json", "/api/tenants" }) await SendAsync(client, "GET", path);
        await using var provider = await Oidc.TestProvider.StartAsync(_manager.Clock);
        await provider.PutAsync(client);
        var begun = await TestManager.ReadAsync<BegunSignOn>(await SendAsync(client, "POST", "/api/oidc/begin", """{"redirect_uri":"http://127.0.0.1:1/callback"}"""), HttpStatusCode.Created);
        var (code, state) = await Oidc.TestProvider.OpenAsync(begun.Url);
        await SendAsync(client, "POST", "/api/oidc/finish", $$"""{"flow":"{{begun.Flow}}","state":"{{state}}","code":"{{code}}"}""");
        await SendAsync(client, "POST", "/api/tenants", """{"name":"acme"}""");
        await SendAsync(client, "POST", $"{Acme}/users", $$"""{"name":"ann","password":"{{TestManager.Password}}","grants":[{"role":"editor","tenant":"acme","namespaces":["a"]}]}""");
        await SendAsync(client, "PUT", $"{Acme}/users/ann", """{"display_name":"Ann"}""");
        await SendAsync(client, "POST", $"{Acme}/users/ann/password", """{"new":"another long word"}""");
        var ann = await _manager.SignOnAsync("ann", "acme", "another long word");
        using var other = _manager.Client(ann);
        var mine = await TestManager.ReadAsync<MadeToken>(await SendAsync(other, "POST", "/api/me/tokens", """{"name":"t","role":"viewer","namespaces":["a"]}"""), HttpStatusCode.Created);
        await SendAsync(other, "GET", "/api/me/tokens");
        await SendAsync(client, "GET", $"{Acme}/tokens");
        await SendAsync(client, "DELETE", $"{Acme}/tokens/{mine.Token.Id}");
        mine = await TestManager.ReadAsync<MadeToken>(await SendAsync(other, "POST", "/api/me/tokens", """{"name":"t","role":"viewer","namespaces":["a"]}"""), HttpStatusCode.Created);
        await SendAsync(other, "DELETE", $"/api/me/tokens/{mine.Token.Id}");
        await SendAsync(other, "POST", "/api/me/password", $$"""{"old":"another long word","new":"{{TestManager.Password}}"}""");
        var sessions = await TestManager.ReadAsync<SessionList>(await SendAsync(other, "GET", "/api/sessions"));
        await SendAsync(other, "DELETE", $"/api/sessions/{sessions.Items[0].Id}");
        foreach (var path in new[] { "users", "users/ann", "audit", "audit/check" }) await SendAsync(client, "GET", $"{Acme}/{path}");
        await SendAsync(client, "DELETE", $"{Acme}/users/ann");

        foreach (var (place, kind) in new[] { ($"{Acme}/namespaces/default/app_firewall", "app_firewall"), ($"{Acme}/gateway_group", "gateway_group") })
        {
            await SendAsync(client, "POST", place, $$$"""{"kind":"{{{kind}}}","metadata":{"name":"x","labels":{"a":"b"}},"spec":{}}""");
            await SendAsync(client, "PUT", $"{place}/y", "{}");
            var read = await TestManager.ReadAsync<ObjectView>(await SendAsync(client, "GET", $"{place}/y"));
            await SendAsync(client, "PUT", $"{place}/y", $$$"""{"metadata":{"description":"z"},"system_metadata":{"version":"{{{read.SystemMetadata.Version}}}"}}""");
            await SendAsync(client, "PUT", $"{place}/y", "{}");
            foreach (var path in new[] { "", "/x", "/x/used-by", "/x/status", "/y/history", $"/y/history/{read.SystemMetadata.Revision}", "/y/diff" }) await SendAsync(client, "GET", place + path);
            await SendAsync(client, "POST", $"{place}/y/revert", $$"""{"revision":{{read.SystemMetadata.Revision}}}""");
            await SendAsync(client, "DELETE", $"{place}/y");
        }

        await SendAsync(client, "GET", "/metrics");
        await SendAsync(client, "GET", $"{Acme}/gateways");
        await SendAsync(client, "POST", "/api/tenants/system/namespaces/default/rule_set", """{"metadata":{"name":"core"},"spec":{"rules":[{"name":"a.conf","text":"SecAction \"id:1,phase:1,pass,nolog\""}]}}""");
        await SendAsync(client, "POST", "/api/rollouts", """{"name":"first","object":"core","stages":[{"name":"all","everyone":true}]}""");
        foreach (var path in new[] { "", "/first", "/first/reach" }) await SendAsync(client, "GET", "/api/rollouts" + path);
        foreach (var move in new[] { "pause", "resume", "rollback" }) await SendAsync(client, "POST", $"/api/rollouts/first/{move}", "{}");
        foreach (var path in new[] { "", "/objects", "/history", "/diff?from=0", "/export", "/watch?after=0&seconds=0" }) await SendAsync(client, "GET", Acme + path);
        await SendAsync(client, "GET", $"{Acme}/watch?seconds=0", accept: "text/event-stream");
        await SendAsync(client, "POST", $"{Acme}/apply", """{"items":[{"kind":"app_firewall","metadata":{"name":"w"},"spec":{}}]}""");
        await SendAsync(client, "POST", $"{Acme}/revert", """{"revision":1}""");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string? body = null, Route? route = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : TestManager.Text(body) };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        route ??= Walk.Of(_manager.Host).Where(r => r.Method == method && Fits(r.Path, path.Split('?')[0])).OrderBy(r => r.Path.Count(c => c is '{')).First();
        var (status, type) = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "");
        var responses = _document["paths"]![route.Path]![method.ToLowerInvariant()]!["responses"]!.AsObject();
        Assert.True(responses.ContainsKey($"{status}"), $"{method} {route.Path}: {status} is not described: {text}");
        _seen.Add($"{method} {route.Path} {status} {type}");
        if (type.Length == 0) return answer;

        var schema = responses[$"{status}"]!["content"]?[type]?["schema"];
        Assert.True(schema is not null, $"{method} {route.Path} {status}: {type} is not described");
        if (type.EndsWith("json", StringComparison.Ordinal))
        {
            var fault = SchemaCheck.Fault(_document, schema!, JsonNode.Parse(text), "");
            Assert.True(fault is null, $"{method} {route.Path} {status}: {fault}: {text}");
        }

        return answer;
    }

    private static bool Fits(string template, string path)
    {
        var (a, b) = (template.Split('/'), path.Split('/'));
        return a.Length == b.Length && a.Zip(b).All(p => p.First == p.Second || p.First.StartsWith('{'));
    }
}
