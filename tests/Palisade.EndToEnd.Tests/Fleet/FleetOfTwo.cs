using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Palisade.EndToEnd.Tests.Processes;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>A manager and two gateways, each a process with a folder of its own, as an operator starts them.</summary>
internal sealed class FleetOfTwo : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly ScratchFolder _folder = new();
    private readonly int _delivery = FreePair();
    private readonly int _api = Ports.Free();
    private readonly HttpClient _http;
    private Service? _manager;

    private FleetOfTwo()
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        // What the manager shows is what it told at its start.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(certificate!.GetRawCertData())) == Fingerprint;
        _http = new(handler) { BaseAddress = new($"https://127.0.0.1:{_api}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public List<Service> Gateways { get; } = [];

    public Service Manager => _manager!;

    public string? Fingerprint { get; private set; }

    public string Data => Path.Combine(_folder.Path, "manager");

    public static async Task<FleetOfTwo> StartAsync(int gateways = 2)
    {
        var fleet = new FleetOfTwo();
        try
        {
            await fleet.StartManagerAsync();
            var secret = await Command.PalisadeAsync("manager", "secret", "--data", fleet.Data, "--group", "edge");
            Assert.True(secret.ExitCode is 0, secret.ToString());
            fleet.Write("edge.secret", secret.Text);
            for (var i = 0; i < gateways; i++) fleet.Gateways.Add(await fleet.StartGatewayAsync(i));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async Task StartManagerAsync()
    {
        _manager = await Service.StartAsync(
            "gateways enrol at", [("PALISADE_ADMIN_PASSWORD", Password)], "manager", "--data", Data, "--listen", At(_api), "--delivery-listen", At(_delivery), "--enrolment-listen", At(_delivery + 1));
        Fingerprint = _manager.Value("its fingerprint");
        using var answer = await _http.PostAsJsonAsync("/api/sessions", new { user = "admin", password = Password, tenant = "system" });
        var session = await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync());
        _http.DefaultRequestHeaders.Authorization = new("Bearer", session!["token"]!.GetValue<string>());
    }

    public Task<Service> StartGatewayAsync(int number) => Service.StartAsync(
        "clients connect to", "gateway", "--manager", At(_delivery), "--group", "edge", "--secret-file", Path.Combine(_folder.Path, "edge.secret"),
        "--data", Path.Combine(_folder.Path, $"gateway-{number}"), "--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--admin", "off", "--events", "off");

    /// <summary>Starts a sandbox, with what tests may have it do.</summary>
    public async Task<Service> StartSandboxAsync(params string[] more)
    {
        var secret = await Command.PalisadeAsync("manager", "secret", "--data", Data, "--group", "lab", "--sandbox");
        Assert.True(secret.ExitCode is 0, secret.ToString());
        return await Service.StartAsync(
            "sample requests", [("PALISADE_TEST_SANDBOX_FAULTS", "1")],
            ["gateway", "--sandbox", "--manager", At(_delivery), "--secret-file", Write("lab.secret", secret.Text), "--data", Path.Combine(_folder.Path, "lab"), .. more]);
    }

    /// <summary>What the sandbox says of a tenant's newest change.</summary>
    public async Task<JsonNode> SandboxAsync(string tenant) => (await _http.GetFromJsonAsync<JsonNode>($"/api/tenants/{tenant}/sandbox"))!;

    public async Task MakeTenantAsync(string name)
    {
        using var answer = await _http.PostAsJsonAsync("/api/tenants", new { name });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>Applies objects; what is refused fails the test unless it is wanted.</summary>
    public async Task<HttpStatusCode> ApplyAsync(string tenant, string yaml, bool mayRefuse = false)
    {
        using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var answer = await _http.PostAsync($"/api/tenants/{tenant}/apply", body);
        Assert.True(mayRefuse || answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.StatusCode;
    }

    /// <summary>What is live of an object.</summary>
    public async Task<JsonNode> StatusAsync(string tenant, string kind, string name) =>
        (await _http.GetFromJsonAsync<JsonNode>($"/api/tenants/{tenant}/namespaces/default/{kind}/{name}/status"))!;

    /// <summary>What the gateways of a tenant say.</summary>
    public async Task<JsonArray> GatewaysAsync(string tenant) => (await _http.GetFromJsonAsync<JsonNode>($"/api/tenants/{tenant}/gateways"))!["items"]!.AsArray();

    /// <summary>A file beside the fleet's data, for its owner's eyes only.</summary>
    public string Write(string name, string text)
    {
        var file = _folder.Write(name, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    public static Uri UrlOf(Service gateway) => new($"http://{gateway.Value("clients connect to")}/");

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways) await gateway.DisposeAsync();
        if (_manager is not null) await _manager.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private static string At(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    // A gateway enrols one port beyond that which it follows at.
    private static int FreePair()
    {
        while (true)
        {
            var port = Ports.Free();
            if (port < 65_535 && !Ports.IsOpen(port + 1)) return port;
        }
    }
}
