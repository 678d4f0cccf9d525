using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Palisade.Api.Accounts;
using Palisade.Manager.Version1;
using Palisade.Trust.Keys;
using Palisade.Trust.Sealing;

namespace Palisade.Manager.Tests.Version1;

/// <summary>The contract's document says what the v1 interface does: every path and method, asked well and badly.</summary>
public sealed class V1ContractTests : IAsyncLifetime
{
    internal const string Prefix = "/SecureSphere/api/v1/";

    // What nobody can have here, and the answer that says so.
    private static readonly Dictionary<string, int> Never = new(StringComparer.Ordinal)
    {
        ["POST administration/license"] = 400, ["GET administration/gatewayRegistrationToken"] = 400, ["PUT monitor/blockedSources/release"] = 404, ["GET management/jobs/{job}"] = 404, ["DELETE management/jobs/{job}/currentRun"] = 404,
    };

    // Paths that need another name than the usual one: 'x', and the tree of V1Walk.
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["POST conf/webServices/{site}/{group}"] = "conf/webServices/Shop%20Site/Another",
        ["POST administration/session/kick"] = "administration/session/kick?username=x",
        ["POST conf/sites/{site}"] = "conf/sites/Another",
        ["PUT conf/gateways/{name}/move/{group}"] = "conf/gateways/x/move/Edge",
        ["GET conf/globalObjects/dictionaryGroups/{name}"] = "conf/globalObjects/dictionaryGroups/dictionaryGroups",
        ["DELETE conf/globalObjects/dictionaryGroups/{name}"] = "conf/globalObjects/dictionaryGroups/dictionaryGroups",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-sealing-").FullName;
    private readonly HashSet<string> _good = new(StringComparer.Ordinal);
    private KeyProtection _protection = null!;
    private SealingKeys _sealing = null!;
    private TestManager _manager = null!;
    private HttpClient _client = null!;
    private JsonObject _document = null!;
    private string _session = "";

    public async Task InitializeAsync()
    {
        _protection = KeyProtection.FromPassphrase("a passphrase of this test");
        _sealing = new(_folder, _protection);
        _manager = await TestManager.StartAsync(p => p with { Sealing = _sealing });
        await _manager.UserAsync(await _manager.SignOnAsync(), "default", "x", new Grant(Role.Viewer, "default"));
        using var v1 = await new V1Client(_manager).SignOnAsync();
        _session = v1.Session!;
        await v1.OkAsync("POST", "/conf/gatewayGroups/Edge");
        await v1.OkAsync("POST", "/conf/sites/Shop%20Site");
        _client = _manager.Client(await _manager.SignOnAsync());
        using var gateway = await _client.PutAsync("/api/tenants/default/gateway/x", TestManager.Text("""{"kind":"gateway","metadata":{"name":"x"},"spec":{"gateway_group":"edge"}}"""));
        Assert.True(gateway.IsSuccessStatusCode, await gateway.Content.ReadAsStringAsync());
        _document = JsonNode.Parse(await _client.GetStringAsync("/api/openapi.json"))!.AsObject();
        _client.DefaultRequestHeaders.Authorization = null;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
        _protection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_path_is_described_and_nothing_else()
    {
        var served = V1Routes.All.Select(r => $"{r.Method} {Prefix}{r.Path}").Order(StringComparer.Ordinal);
        var told = _document["paths"]!.AsObject().Where(p => p.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .SelectMany(p => p.Value!.AsObject().Where(m => m.Key is not "parameters").Select(m => $"{m.Key.ToUpperInvariant()} {p.Key}")).Order(StringComparer.Ordinal);
        Assert.Equal(served, told);
        Assert.True(V1Routes.All.Count > 280, $"There are {V1Routes.All.Count} routes.");
    }

    [Fact]
    public async Task What_is_described_is_taken_and_what_is_answered_is_described()
    {
        foreach (var route in V1Routes.All.Where(r => r.Method is "POST" && !IsEnd(r))) await GoodAsync(route);
        foreach (var route in V1Routes.All.Where(r => r.Method is "PUT")) await GoodAsync(route);
        foreach (var route in V1Routes.All.Where(r => r.Method is "GET")) await GoodAsync(route);
        foreach (var route in V1Routes.All.Where(IsEnd).Reverse().OrderBy(r => r.Gate is V1Gate.SignedOn ? 2 : r.Method is "POST" ? 1 : 0)) await GoodAsync(route);
        Assert.Empty(V1Routes.All.Select(r => $"{r.Method} {r.Path}").Except(_good, StringComparer.Ordinal).Except(Never.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_described_is_refused_as_described_and_changes_nothing()
    {
        var before = await _manager.Store.Tenant("default").RevisionAsync();
        foreach (var route in V1Routes.All.Where(r => r.Gate is not V1Gate.SignedOn))
        {
            if (route.Gate is not V1Gate.Open) Assert.Equal(401, await SendAsync(route, V1Walk.Path(route)[1..], Good(route), signedOn: false));
            if (Schema(route) is { } schema)
            {
                foreach (var (body, what) in V1Sample.Bad(_document, schema)) Assert.True(await SendAsync(route, V1Walk.Path(route, other: "absent")[1..], body) == 400, $"{route.Method} {route.Path}: {what} was taken");
            }

            // In a tree that is not there, whatever is asked for is not there either.
            if (route.Path.Contains("{site}/", StringComparison.Ordinal) && !route.Path.Contains("dbServices", StringComparison.Ordinal))
                Assert.Equal(404, await SendAsync(route, V1Walk.Path(route, Numbers, "absent")[1..], Good(route)));
        }

        Assert.Equal(before, await _manager.Store.Tenant("default").RevisionAsync());
        using var options = new HttpRequestMessage(HttpMethod.Options, Prefix + "conf/sites");
        options.Headers.Add("Cookie", _session);
        using var answer = await _client.SendAsync(options);
        Assert.Equal(405, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_in_the_words_of_the_interface()
    {
        var route = V1Routes.All.First(r => r is { Method: "POST", Path: "conf/ipGroups/{name}" });
        Assert.Equal(413, await SendAsync(route, "conf/ipGroups/large", new string(' ', (8 * 1024 * 1024) + 1)));
    }

    private static bool IsEnd(V1Route route) => route.Method is "DELETE" || route.Path.EndsWith("/deleteDataset", StringComparison.Ordinal);

    private async Task GoodAsync(V1Route route)
    {
        var name = $"{route.Method} {route.Path}";
        var status = await SendAsync(route, PathOf(route), Good(route));
        Assert.True(status == Never.GetValueOrDefault(name, 200), $"{name}: {status} {_last} for {Good(route)}");
        if (status == 200) _good.Add(name);
    }

    private string _last = "";

    // Older clients have some policies elsewhere; they are the same.
    private static string PathOf(V1Route route) => Paths.GetValueOrDefault($"{route.Method} {route.Path}") ?? V1Walk.Path(route, AllNames, PolicyType(route) ? "y" : "x")[1..];

    private static Dictionary<string, string> AllNames { get; } = new(V1Walk.Names, StringComparer.Ordinal) { ["address"] = "192.0.2.1", ["ports"] = "80", ["action"] = "act", ["header"] = "headers" };

    // Names that have to be numbers or addresses, in a tree that is not there.
    private static Dictionary<string, string> Numbers { get; } = new(AllNames.Where(n => n.Value.All(c => char.IsAsciiDigit(c) || c is '.')), StringComparer.Ordinal);

    private static bool PolicyType(V1Route route) => route.Path.StartsWith("conf/web", StringComparison.Ordinal) && route.Path.EndsWith("CustomPolicies/{name}", StringComparison.Ordinal);

    private JsonNode? Schema(V1Route route) => Operation(route)["requestBody"]?["content"]?["application/json"]?["schema"];

    private JsonObject Operation(V1Route route) => _document["paths"]![Prefix + route.Path]![route.Method.ToLowerInvariant()]!.AsObject();

    private string? Good(V1Route route)
    {
        if (Schema(route) is not { } schema) return null;
        var title = Uri.UnescapeDataString(PathOf(route).Split('/')[^1]);
        var body = V1Sample.Good(_document, schema, title is "createDataset" ? "x" : title, "");
        if (route.Path.Contains("/sslCertificates/", StringComparison.Ordinal) || route.Path.EndsWith("certificateAuthorities", StringComparison.Ordinal)) return Certificate();
        // What is made by its name in the body, and asked for by 'x'.
        if (route.Method is "POST" && route.Path.Split('/')[^2] is "certificateAuthorities") body![title is "certificateRevocationList" ? title + "Name" : "certificateAuthorityGroupName"] = "x";
        return body!.ToJsonString();
    }

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(_manager.Clock.GetUtcNow().AddDays(-1), _manager.Clock.GetUtcNow().AddDays(9));
        return new JsonObject { ["format"] = "pem", ["certificate"] = certificate.ExportCertificatePem(), ["private"] = key.ExportPkcs8PrivateKeyPem() }.ToJsonString();
    }

    // Sends it, and holds the answer against the description.
    private async Task<int> SendAsync(V1Route route, string path, string? body, bool signedOn = true)
    {
        using var request = new HttpRequestMessage(new(route.Method), new Uri(_client.BaseAddress!, Prefix + path));
        if (signedOn) request.Headers.Add("Cookie", _session);
        if (route.Gate is V1Gate.Open) request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{TestManager.Password}")));
        request.Headers.ExpectContinue = body?.Length > 100_000;
        if (body is not null) request.Content = TestManager.Text(body);
        using var answer = await _client.SendAsync(request);
        _last = await answer.Content.ReadAsStringAsync();
        var (status, type, what) = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, $"{route.Method} {route.Path}");
        var response = Operation(route)["responses"]![$"{status}"];
        Assert.True(response is not null, $"{what}: {status} is not described: {_last}");
        if (response["$ref"]?.GetValue<string>() is { } reference) response = _document["components"]!["responses"]![reference.Split('/')[^1]]!;
        var content = response["content"]?.AsObject();
        Assert.True(content?.Single().Key == type, $"{what} {status}: {type} is answered, and {content?.Single().Key} described");
        if (type is null) Assert.Equal("", _last);
        else Assert.Null(SchemaCheck.Fault(_document, content![type]!["schema"]!, JsonNode.Parse(_last), $"{what} {status}"));
        return status;
    }
}
