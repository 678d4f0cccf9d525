using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Palisade.Api.Accounts;
using Palisade.Api.Faults;
using Palisade.Api.Json;
using Palisade.Manager.Http;

namespace Palisade.Manager.Tests;

/// <summary>What is no good is answered 4xx with a problem that names each fault, and changes nothing: every parameter and every body of every route.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly (string Name, byte[] Body)[] NoJson =
    [
        .. new (string, string)[]
        {
            ("cut", "{"), ("cut in a name", "{\"na"), ("a word", "nul"), ("not a number", "{\"a\": NaN}"), ("a comment", "// c\n{}"), ("other quotes", "{'a': 1}"), ("a comma more", "{\"a\": 1,}"), ("two documents", "{} {}"),
            ("a name twice", """{"name": "a", "name": "b"}"""), ("half a surrogate pair", """{"name": "\ud800"}"""), ("a control character", "{\"name\": \"a\u0001\"}"), ("deep lists", new string('[', 100_000) + new string(']', 100_000)),
            ("deep maps", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)), ("a text", "\"x\""), ("a huge number", "1e999"), ("null", "null"), ("a list of nothing", "[null]"),
        }.Select(b => (b.Item1, Encoding.UTF8.GetBytes(b.Item2))),
        ("no bytes", []), ("not UTF-8", [.. "{\"name\": \""u8, 0xC0, 0xAF, .. "\"}"u8]), ("UTF-16", Encoding.Unicode.GetBytes("{}")), ("NUL bytes", new byte[100]),
    ];

    private static readonly (string Name, string Body)[] NoYaml =
    [
        ("aliases that multiply", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 10).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"))),
        ("an alias in itself", "a: &a {b: *a}\n"), ("an alias of nothing", "a: *b\n"), ("deep", string.Concat(Enumerable.Repeat("{a: ", 20_000)) + "1" + new string('}', 20_000)), ("a tag", "!!python/object/apply:os.system ['id']\n"),
        ("a name twice", "kind: site\nkind: site\n"), ("a list as a name", "? [a]\n: b\n"), ("a tab", "kind:\n\t- a\n"), ("no end of a quote", "kind: 'a\n"), ("a control character", "kind: \"a\u0001\"\n"), ("20,001 documents", string.Concat(Enumerable.Repeat("---\na: 1\n", 20_001))),
    ];

    private TestManager _manager = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        var admin = await _manager.SignOnAsync();
        await _manager.UserAsync(admin, "acme", "secret", new Grant(Role.Viewer, "acme"));
        using var client = _manager.Client(admin);
        // A token: a session could be ended by a path that is walked.
        var made = await TestManager.ReadAsync<MadeToken>(await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("walk", Role.Admin))), HttpStatusCode.Created);
        _client = _manager.Client(made.Secret);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task A_body_that_cannot_be_read()
    {
        await NothingChangesAsync(async () =>
        {
            foreach (var route in Walk.Of(_manager.Host).Where(r => r.Body is not null))
            {
                foreach (var (name, body) in NoJson) await RefusesAsync(route, Walk.Path(route), body, "application/json", name);
                var yaml = route.Body!.Yaml;
                foreach (var (name, body) in yaml ? NoYaml : []) await RefusesAsync(route, Walk.Path(route), Encoding.UTF8.GetBytes(body), "application/yaml", name);
                foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "*/*", .. yaml ? (string[])[] : ["application/yaml"]])
                    await RefusesAsync(route, Walk.Path(route), Encoding.UTF8.GetBytes(Walk.Body(route)!), type, type, needsFault: false);
            }
        });
    }

    [Fact]
    public async Task A_parameter_that_is_wrong_is_named()
    {
        await NothingChangesAsync(async () =>
        {
            foreach (var route in Walk.Of(_manager.Host))
            {
                var body = Walk.Body(route, "nothing") is { } text ? Encoding.UTF8.GetBytes(text) : null;
                foreach (var (name, query) in route.Query.SelectMany(Wrong).Append(("?unknown", "unknown=1")).Append(("?%3F", "%253F=1")))
                {
                    var problem = await ProblemAsync(route, $"{Walk.Path(route)}?{query}", body, "application/json", query);
                    Assert.Equal(400, problem.Status);
                    if (name is not "?%3F") Assert.True(problem.Faults.Any(f => f.Field == name), $"{route.Method} {route.Path}?{query}: {string.Join("; ", problem.Faults)}");
                }
            }
        });
    }

    [Fact]
    public async Task A_version_that_is_none()
    {
        await NothingChangesAsync(async () =>
        {
            foreach (var route in Walk.Of(_manager.Host).Where(r => r.Problems.Contains(412)))
            {
                foreach (var value in (string[])["x", "\"\"", "W/\"x\"", "*", "\"a\", \"b\"", $"\"{new string('a', 500)}\"", "\"a", "'a'"])
                {
                    var problem = await ProblemAsync(route, Walk.Path(route), route.Body is null ? null : Encoding.UTF8.GetBytes(Walk.Body(route, route.Path.Contains("{namespace}", StringComparison.Ordinal) ? "app_firewall" : "gateway_group")!), "application/json", value, ("If-Match", value));
                    Assert.True(problem.Status == 400 && problem.Faults is [{ Field: "If-Match" }], $"{route.Method} {route.Path} with {value}: {problem.Status} {problem.Detail}");
                }
            }
        });
    }

    [Fact]
    public async Task What_is_too_long()
    {
        await NothingChangesAsync(async () =>
        {
            foreach (var route in Walk.Of(_manager.Host))
            {
                if (Walk.Path(route, name: "a", id: "a") != Walk.Path(route, name: "b", id: "b"))
                    await RefusesAsync(route, Walk.WithoutWaiting(Walk.Path(route, name: new string('a', 7000), id: new string('a', 7000))), route.Body is null ? null : "{}"u8.ToArray(), "application/json", "a long name", needsFault: false);
                if (route.Body is { Most: <= BodyShape.Small } shape) await RefusesAsync(route, Walk.Path(route), new byte[shape.Most + 1], "application/json", "too many bytes", needsFault: false);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/kinds");
            request.Headers.Add("X-Long", new string('a', 40_000));
            using var answer = await _client.SendAsync(request);
            Assert.Equal(431, (int)answer.StatusCode);
        });
    }

    // What a parameter of a type is never.
    private static IEnumerable<(string Name, string Query)> Wrong(QueryParameter parameter)
    {
        IEnumerable<string> values = parameter.Type switch
        {
            "integer" => ["", "x", "-1", "+1", "%201", "1%20", "0x1", "1e3", "1.0", "1,000", "%D9%A1", "99999999999999999999", "%00", "NaN", .. parameter.Most < long.MaxValue ? [$"{parameter.Most + 1}"] : (string[])[]],
            "boolean" => ["", "TRUE", "1", "yes", "true%00", "null"],
            _ => ["%00", "a%0d%0ab", "%1b", "%7f", new string('a', (int)parameter.Most + 1)],
        };
        return values.Append($"1&{parameter.Name}=1").Select(v => ($"?{parameter.Name}", $"{parameter.Name}={v}"));
    }

    private async Task NothingChangesAsync(Func<Task> walk)
    {
        var before = await StateAsync();
        await walk();
        Assert.Equal(before, await StateAsync());
        Assert.Empty(_manager.Errors);
    }

    private async Task<string> StateAsync()
    {
        var all = new StringBuilder();
        foreach (var tenant in (string[])["acme", "default", "system"]) all.Append(await _manager.Store.Tenant(tenant).RevisionAsync()).Append(' ');
        foreach (var path in (string[])["/api/tenants", "/api/tenants/acme/users", "/api/tenants/acme/export", "/api/rollouts"]) all.Append(await _client.GetStringAsync(path)).Append('\n');
        return all.ToString();
    }

    private async Task<int> RefusesAsync(Route route, string path, byte[]? body, string type, string what, bool needsFault = true)
    {
        var problem = await ProblemAsync(route, path, body, type, what);
        if (needsFault && problem.Status is 400 or 422) Assert.True(problem.Faults.Any(f => f.Field.Length > 0 || f.Line > 0), $"{route.Method} {route.Path} with {what}: {problem.Status} {problem.Detail} names nothing");
        return problem.Status;
    }

    private async Task<Problem> ProblemAsync(Route route, string path, byte[]? body, string type, string what, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new(route.Method), new Uri(_client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            // What is too large is refused without being read, and the connection ends.
            request.Headers.ExpectContinue = body.Length > BodyShape.Small;
        }

        if (header is { } extra) request.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var told = $"{route.Method} {path[..Math.Min(200, path.Length)]} with {what}: {(int)answer.StatusCode} {text}";
        Assert.True((int)answer.StatusCode is >= 400 and < 500, told);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", told);
        var problem = JsonSerializer.Deserialize<Problem>(text, Wire.Options)!;
        Assert.True(problem.Status == (int)answer.StatusCode && problem.Detail.Length > 0 && problem.Type.StartsWith("urn:palisade:problem:", StringComparison.Ordinal), told);
        return problem;
    }
}
