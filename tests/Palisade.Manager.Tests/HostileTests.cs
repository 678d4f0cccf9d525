using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Palisade.Api.Accounts;
using Palisade.Api.Faults;
using Palisade.Api.Json;

namespace Palisade.Manager.Tests;

/// <summary>No input is answered with a fault of ours, on any path there is.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private static readonly (string Name, byte[] Body)[] HostileBodies =
    [
        ("empty", []),
        ("cut", "{"u8.ToArray()),
        ("list", "[]"u8.ToArray()),
        ("null", "null"u8.ToArray()),
        ("number", "1e400"u8.ToArray()),
        ("text", "\"x\""u8.ToArray()),
        ("deep", Encoding.ASCII.GetBytes(new string('[', 20_000))),
        ("deep maps", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000)))),
        ("not UTF-8", [(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        ("half a surrogate pair", """{"name":"\ud800","user":"\udc00","password":"\ud800aaaaaaaaaaaaaaaa"}"""u8.ToArray()),
        ("NUL", "{\"name\":\"a\\u0000b\",\"user\":\"a\\u0000\",\"password\":\"\\u0000\",\"reason\":\"\\u0000\",\"revision\":1}"u8.ToArray()),
        ("twice", """{"name":"a","name":"b","revision":1,"revision":2}"""u8.ToArray()),
        ("wrong types", """{"name":{},"user":[],"password":1,"grants":"x","revision":"x","reason":[],"kind":[],"metadata":1,"spec":"x","new":null,"old":{},"days":"soon","role":7,"disabled":3,"version":{},"tenant":[],"cookie":"x"}"""u8.ToArray()),
        ("wrong inside", """{"name":"ok","password":"long enough word","grants":[1,null,{"role":"god"},{"role":"viewer","namespaces":[1,{}]}],"kind":"site","metadata":{"name":[],"labels":[],"annotations":{"a":{}}},"spec":[]}"""u8.ToArray()),
        ("numbers", """{"revision":-1,"days":99999999999999999999,"name":"x","role":"viewer"}"""u8.ToArray()),
        ("hostile object", """{"kind":"app_firewall","metadata":{"name":"../../etc","namespace":"'; DROP TABLE object; --","labels":{"a b":"\n"}},"spec":{"x":1}}"""u8.ToArray()),
        ("items", """{"items":[1,null,[],{}]}"""u8.ToArray()),
        ("BOM", [0xef, 0xbb, 0xbf, (byte)'{', (byte)'}']),
    ];

    private static readonly (string Name, string Body)[] Yaml =
    [
        ("aliases", "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]"),
        ("tags", "!!python/object/apply:os.system ['id']\n"),
        ("tab", "kind:\tsite\n\t- x\n"),
        ("many", string.Concat(Enumerable.Repeat("---\na: 1\n", 2000))),
        ("directive", "%YAML 9.9\n%TAG ! x\n--- {}\n"),
        ("anchor of itself", "a: &a {b: *a}\n"),
        ("unknown kind", "kind: nothing\nmetadata: {name: a}\nspec: {}\n"),
    ];

    private static readonly string[] Names =
    [
        "..", ".", "%2e%2e", "%2F", "%5c", "%00", "%ff", "%C0%80", "a'--", "a%22b", "%F0%9F%98%80", "A", "-", "_", "a..b", "%20", "%0d%0a", "con", "null", "0", "*", "{name}", "%7Bname%7D", "%25", "~", "a;b", "@", "99999999999999999999",
    ];

    private static readonly string[] Queries =
    [
        "limit=0", "limit=-1", "limit=99999999999999999999", "limit=x", "limit=1&limit=2", "continue=%00", "continue=AAAA", "continue=" + "x", "labels=%ff", "labels=(((", "labels=a%20in%20(", "after=-1", "after=9223372036854775807&seconds=0", "up_to=x",
        "from=9&to=1", "to=9223372036854775807", "dry_run=maybe", "dry_run", "=x", "&&&", "unknown=1", "%ff=%ff", "reason=%00", "namespace=..", "kind=nothing", "prune=true&labels=%3D%3D", "%00=1", "seconds=0&after=9223372036854775807",
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
        var made = await TestManager.ReadAsync<MadeToken>(await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("walk", Role.Admin))), System.Net.HttpStatusCode.Created);
        _client = _manager.Client(made.Secret);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task Bodies()
    {
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Body is not null))
        {
            foreach (var (name, body) in HostileBodies) await SendAsync(route, Walk.Path(route), body, "application/json", name);
            foreach (var (name, body) in Yaml) await SendAsync(route, Walk.Path(route), Encoding.UTF8.GetBytes(body), "application/yaml", name);
            foreach (var type in new[] { "text/plain", "application/xml", "", "application/json; charset=utf-16", ";;;", "multipart/form-data; boundary=x", new string('x', 2000) })
                await SendAsync(route, Walk.Path(route), Encoding.UTF8.GetBytes(Walk.Body(route)!), type, $"type {type}");
            // Every cut of a good body.
            var good = Encoding.UTF8.GetBytes(Walk.Body(route, "nothing")!);
            for (var length = 0; length < good.Length; length += 7) await SendAsync(route, Walk.Path(route), good[..length], "application/json", $"cut at {length}");
            // A token makes no token, however long it is asked.
            if (route.Body!.Most <= 64 * 1024) Assert.Equal(route.Path is "/api/me/tokens" ? 403 : 413, await SendAsync(route, Walk.Path(route), new byte[route.Body.Most + 1], "application/json", "too large"));
        }

        Assert.Empty(_manager.Errors);
    }

    [Fact]
    public async Task Random_bytes()
    {
        var random = new Random(4711);
        foreach (var route in Walk.Of(_manager.Host).Where(r => r.Body is not null))
        {
            for (var i = 0; i < 20; i++)
            {
                var body = Encoding.UTF8.GetBytes(Walk.Body(route, "nothing")!);
                for (var n = 0; n < 3; n++) body[random.Next(body.Length)] = (byte)random.Next(256);
                await SendAsync(route, Walk.Path(route, name: "other"), body, i % 2 == 0 ? "application/json" : "application/yaml", $"random {i}");
            }
        }

        Assert.Empty(_manager.Errors);
    }

    [Fact]
    public async Task Names_and_parameters()
    {
        foreach (var route in Walk.Of(_manager.Host))
        {
            var body = route.Body is null ? null : Encoding.UTF8.GetBytes(Walk.Body(route, "nothing")!);
            foreach (var name in Names.Append(new string('a', 3000)))
            {
                // A path that has no such part is the usual one, which others ask.
                string[] paths = [Walk.Path(route, name: name, id: name, revision: name), Walk.Path(route, space: name), Walk.Path(route, kind: name), Walk.Path(route, tenant: name)];
                foreach (var path in paths.Distinct(StringComparer.Ordinal).Where(p => p != Walk.Path(route))) await SendAsync(route, Walk.WithoutWaiting(path), body, "application/json", $"{path} of {name}");
            }

            foreach (var query in Queries)
            {
                if (route.Path.EndsWith("/watch", StringComparison.Ordinal) && !query.Contains("seconds", StringComparison.Ordinal) && query is "&&&") continue;
                await SendAsync(route, $"{Walk.Path(route)}?{query}", body, "application/json", query);
            }
        }

        Assert.Empty(_manager.Errors);
    }

    [Fact]
    public async Task Headers_and_methods()
    {
        foreach (var route in Walk.Of(_manager.Host))
        {
            foreach (var (name, value) in new[] { ("If-Match", "x"), ("If-Match", "\"\""), ("If-Match", "\"" + new string('a', 500) + "\""), ("If-Match", "W/\"x\""), ("Accept", "\u0001"), ("Last-Event-ID", "-1"), ("Cookie", "__Host-palisade=\"x"), ("Origin", "null") })
                await SendAsync(route, Walk.WithoutWaiting(Walk.Path(route)), route.Body is null ? null : Encoding.UTF8.GetBytes(Walk.Body(route, "nothing")!), "application/json", name, (name, value));
            Assert.InRange(await SendAsync(route, Walk.Path(route), null, "", "method", method: "PROPFIND"), 404, 405);
        }

        Assert.Empty(_manager.Errors);
    }

    private async Task<int> SendAsync(Http.Route route, string path, byte[]? body, string type, string what, (string Name, string Value)? header = null, string? method = null)
    {
        using var request = new HttpRequestMessage(new(method ?? route.Method), new Uri(_client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            // Asked before it is sent: what is too large is refused without being read, and the connection ends.
            request.Headers.ExpectContinue = body.Length > Http.BodyShape.Small;
            if (type.Length > 0 && !MediaTypeHeaderValue.TryParse(type, out _)) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            else if (type.Length > 0) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (header is { } extra) request.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var status = (int)answer.StatusCode;
        Assert.True(status < 500, $"{route.Method} {path[..Math.Min(200, path.Length)]} with {what}: {status} {text}");
        // What Kestrel itself refuses has no body.
        if (status < 400 || text.Length == 0) return status;
        var problem = JsonSerializer.Deserialize<Problem>(text, Wire.Options)!;
        Assert.Equal(status, problem.Status);
        Assert.NotEqual("", problem.Detail);
        return status;
    }
}
