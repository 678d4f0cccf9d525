using System.Text;
using System.Text.Json.Nodes;
using Palisade.Api.Accounts;
using Palisade.Manager.Version1;

namespace Palisade.Manager.Tests.Version1;

/// <summary>What is no good is answered 4xx in the v1 interface's own form of errors, and changes nothing: on every path of its table.</summary>
public sealed class V1RefusalTests : IAsyncLifetime
{
    private const string Prefix = "/SecureSphere/api/v1";

    private static readonly (string Name, byte[] Body)[] NoJson =
    [
        .. new (string, string)[]
        {
            ("cut", "{"), ("not a number", "{\"a\": NaN}"), ("two documents", "{} {}"), ("a name twice", """{"a": 1, "a": 2}"""), ("half a surrogate pair", """{"name": "\ud800"}"""), ("a control character", "{\"name\": \"a\u0001\"}"),
            ("deep", new string('[', 100_000) + new string(']', 100_000)), ("a text", "\"x\""), ("a huge number", "1e999"), ("null", "null"), ("YAML", "name: a\n"), ("XML", "<a/>"), ("a form", "a=b&c=d"),
            ("600,000 values", "[" + string.Join(',', Enumerable.Repeat("1", 600_000)) + "]"),
        }.Select(b => (b.Item1, Encoding.UTF8.GetBytes(b.Item2))),
        ("not UTF-8", [.. "{\"name\": \""u8, 0xC0, 0xAF, .. "\"}"u8]), ("UTF-16", Encoding.Unicode.GetBytes("{}")), ("NUL bytes", new byte[100]),
    ];

    private TestManager _manager = null!;
    private V1Client _v1 = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        await _manager.UserAsync(await _manager.SignOnAsync(), "acme", "ann", new Grant(Role.TenantAdmin, "acme"));
        _v1 = await new V1Client(_manager).SignOnAsync("acme/ann");
        await _v1.OkAsync("POST", "/conf/sites/Shop%20Site");
        _http = _manager.Client();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _v1.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task A_body_that_cannot_be_read() => await NothingChangesAsync(async () =>
    {
        foreach (var route in V1Routes.All.Where(r => r.Method is not "GET"))
        {
            // The large ones on one path only: all are read in one place.
            foreach (var (name, body) in NoJson.Where(b => b.Body.Length < 10_000 || route.Path is "conf/sites/{site}")) await RefusesAsync(route.Method, V1Walk.Path(route, other: "new one"), body, name);
        }
    });

    [Fact]
    public async Task A_body_of_the_other_form() => await NothingChangesAsync(async () =>
    {
        foreach (var route in V1Routes.All) await RefusesAsync(route.Method, V1Walk.Path(route), Encoding.UTF8.GetBytes(route.Body?.IsList is true ? "{\"a\": 1}" : "[1]"), "the other form");
    });

    [Fact]
    public async Task What_is_too_long() => await NothingChangesAsync(async () =>
    {
        await RefusesAsync("POST", "/conf/sites/other", new byte[(8 * 1024 * 1024) + 1], "too many bytes", 413);
        foreach (var route in V1Routes.All.Where(r => r.Path.Contains('{', StringComparison.Ordinal) && r.Method is "GET"))
        {
            var path = "/" + string.Join('/', route.Path.Split('/').Select(s => s[0] is '{' ? new string('a', 1000) : s));
            await SendAsync(route.Method, path, null, "long names");
        }
    });

    [Fact]
    public async Task Nobody_s_body_is_read() => await NothingChangesAsync(async () =>
    {
        foreach (var route in V1Routes.All)
        {
            foreach (var authorization in (string[])["", "Basic", "Basic !", "Basic " + Convert.ToBase64String([0xFF, 0xFE]), "Bearer x", "Basic " + new string('A', 5000)])
            {
                using var request = new HttpRequestMessage(new(route.Method), Prefix + V1Walk.Path(route)) { Content = new ByteArrayContent("{"u8.ToArray()) };
                if (authorization.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", authorization);
                using var answer = await _http.SendAsync(request);
                Told(401, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), $"{route.Method} {route.Path} with '{authorization[..Math.Min(20, authorization.Length)]}'");
            }
        }
    });

    [Fact]
    public async Task Paths_and_methods_that_there_are_not() => await NothingChangesAsync(async () =>
    {
        foreach (var path in (string[])["", "/", "/conf", "/conf/nothing", "/conf/sites/a/b/c/d", "//conf/sites/../../x", "/conf/%00", "/%2e%2e/%2e%2e/api/tenants", "/conf/sites?x=%00&y=%ff"])
            await SendAsync("POST", path, "{}"u8.ToArray(), path);
        foreach (var method in (string[])["PATCH", "PROPFIND", "TRACE", "OPTIONS"]) await RefusesAsync(method, "/conf/sites", null, method);
    });

    private async Task NothingChangesAsync(Func<Task> walk)
    {
        var before = await _manager.Store.Tenant("acme").RevisionAsync();
        await walk();
        Assert.Equal(before, await _manager.Store.Tenant("acme").RevisionAsync());
        Assert.Empty(_manager.Errors);
    }

    private async Task RefusesAsync(string method, string path, byte[]? body, string what, int? status = null)
    {
        var (answered, text) = await SendAsync(method, path, body, what);
        Told(status ?? answered, answered, text, $"{method} {path} with {what}");
    }

    private static void Told(int expected, int answered, string text, string what)
    {
        Assert.True(answered == expected && answered is >= 400 and < 500, $"{what}: {answered} {text}");
        var error = JsonNode.Parse(text)!["errors"]?[0];
        Assert.True(error?["error-code"]?.GetValue<string>().StartsWith("IMP-", StringComparison.Ordinal) is true && error["description"]?.GetValue<string>() is { Length: > 0 }, $"{what}: {text}");
    }

    private async Task<(int Status, string Text)> SendAsync(string method, string path, byte[]? body, string what)
    {
        using var request = new HttpRequestMessage(new(method), new Uri($"{_http.BaseAddress}{Prefix[1..]}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null) request.Content = new ByteArrayContent(body);
        request.Headers.ExpectContinue = body?.Length > 64 * 1024;
        request.Headers.Add("Cookie", _v1.Session);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode < 500, $"{method} {path} with {what}: {(int)answer.StatusCode} {text}");
        return ((int)answer.StatusCode, text);
    }
}
