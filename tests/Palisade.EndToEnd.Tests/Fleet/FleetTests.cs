using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>A manager and two gateways: what is saved is soon live on both, and nothing that happens to the manager or to another tenant is seen by traffic.</summary>
public sealed class FleetTests(SharedFleet shared, ITestOutputHelper output) : IClassFixture<SharedFleet>, IAsyncLifetime
{
    private const int Changes = 20;

    private FleetOfTwo _fleet = null!;
    private Origin _origin = null!;
    private string _tenant = "";
    private string _host = "";

    public async Task InitializeAsync()
    {
        _fleet = shared.Fleet;
        _origin = shared.Origin;
        (_tenant, _host) = await TenantAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Changes_are_live_on_both_under_load_and_fail_no_request()
    {
        await using var load = new Load(_fleet.Gateways, _host);
        var taken = new List<TimeSpan>();
        for (var i = 1; i <= Changes; i++)
        {
            var watch = Stopwatch.StartNew();
            await _fleet.ApplyAsync(_tenant, Site(_host, i));
            foreach (var gateway in _fleet.Gateways) await SeesAsync(gateway, _host, i);
            taken.Add(watch.Elapsed);
        }

        var sorted = taken.Order().ToList();
        output.WriteLine($"from apply to both gateways: p50 {sorted[Changes / 2].TotalMilliseconds:F0} ms, slowest {sorted[^1].TotalMilliseconds:F0} ms; {await load.EndAsync()} requests");
        Assert.True(sorted[Changes / 2] < TimeSpan.FromSeconds(5), $"{sorted[Changes / 2]}");
        await Wait.UntilAsync(() => LiveOf("shop", _tenant) == "live", () => "The manager never said that it is live.");
    }

    [Fact]
    public async Task A_dead_manager_stops_nothing_and_one_that_is_back_is_heard()
    {
        await using var load = new Load(_fleet.Gateways, _host);
        await _fleet.Manager.KillAsync();
        // A gateway that starts now has its disk and nobody to ask.
        load.Leave(_fleet.Gateways[1]);
        await _fleet.Gateways[1].KillAsync();
        _fleet.Gateways[1] = await _fleet.StartGatewayAsync(1);
        await SeesAsync(_fleet.Gateways[1], _host, 0);
        await _fleet.StartManagerAsync();
        await _fleet.ApplyAsync(_tenant, Site(_host, 77));
        foreach (var gateway in _fleet.Gateways) await SeesAsync(gateway, _host, 77);
        Assert.True(await load.EndAsync() > 0);
    }

    [Fact]
    public async Task Poison_of_one_tenant_is_told_and_seen_by_no_other()
    {
        var (bad, host) = await TenantAsync();
        await using var load = new Load(_fleet.Gateways, _host);
        // A key that nobody sealed, which only a gateway finds out; and a domain that is another's, which the manager knows.
        await _fleet.ApplyAsync(bad, Unsealed() + "---\n" + Site(host, 2, ", certificates: [bad]"));
        Assert.Equal(HttpStatusCode.Conflict, await _fleet.ApplyAsync(bad, Site(_host, 3, "", "thief"), mayRefuse: true));
        await Wait.UntilAsync(() => LiveOf("shop", bad) == "refused", () => "The manager never said that it is refused.");
        // The second gateway may say it a moment after the first.
        await Wait.UntilAsync(
            () => _fleet.GatewaysAsync(bad).GetAwaiter().GetResult() is { Count: 2 } told && told.All(g => g!["refused"]!.AsArray().Any(r => r!["object"]!.GetValue<string>() == "certificate default/bad")),
            () => "Not both gateways said what they refuse.");
        Assert.All(await _fleet.GatewaysAsync(_tenant), g => Assert.Empty(g!["refused"]!.AsArray()));
        // The last good one stays.
        foreach (var gateway in _fleet.Gateways) await SeesAsync(gateway, host, 0);
        foreach (var gateway in _fleet.Gateways) await SeesAsync(gateway, _host, 0);
        // Rules that no engine takes are not even kept.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _fleet.ApplyAsync(bad, "kind: rule_set\nmetadata: {name: bad}\nspec: {rules: [{name: a.conf, text: 'SecRule ARGS \"@rx (\" \"id:1,phase:2,deny\"'}]}\n", mayRefuse: true));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _fleet.ApplyAsync(bad, "kind: site\nmetadata: {name: x}\nspec: {origin_pool: nobody}\n", mayRefuse: true));
        Assert.True(await load.EndAsync() > 0);
    }

    [Fact]
    public async Task A_key_is_sealed_for_its_tenant_and_its_certificate_is_shown_to_who_asks_for_its_name()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={_host}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        string[] files = ["--certificate", _fleet.Write("shop.pem", certificate.ExportCertificatePem()), "--key", _fleet.Write("shop.key", key.ExportPkcs8PrivateKeyPem())];
        var seal = await Command.PalisadeAsync(["manager", "seal", "--data", _fleet.Data, "--tenant", _tenant, "--name", "shop", .. files]);
        Assert.True(seal.ExitCode is 0, seal.ToString());
        Assert.DoesNotContain("PRIVATE KEY", seal.Text, StringComparison.Ordinal);
        await _fleet.ApplyAsync(_tenant, seal.Text + "\n---\n" + Site(_host, 5, ", certificates: [shop]"));
        foreach (var gateway in _fleet.Gateways)
        {
            await SeesAsync(gateway, _host, 5);
            Assert.Equal(certificate.Thumbprint, await ShownAsync(gateway, _host));
            Assert.Null(await ShownAsync(gateway, "other.example"));
        }

        // Not even on the disk of who serves it.
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_fleet.Data, ".."), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".key", StringComparison.Ordinal)), f => Holds(f, key.ExportPkcs8PrivateKeyPem()[30..90]));
    }

    private static bool Holds(string file, string text) => File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(text, StringComparison.Ordinal);

    // Null where the handshake is refused.
    private static async Task<string?> ShownAsync(Service gateway, string name)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(gateway.Values("clients connect to")[1]));
        await using var tls = new SslStream(connection.GetStream());
        try
        {
            string? shown = null;
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate?.GetCertHashString()) is not null });
            return shown;
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }
    }

    // A tenant with a site of its own, served by both.
    private async Task<(string Tenant, string Host)> TenantAsync()
    {
        var tenant = shared.NextTenant();
        await _fleet.MakeTenantAsync(tenant);
        await _fleet.ApplyAsync(tenant, Pool() + "---\n" + Site($"{tenant}.example", 0));
        foreach (var gateway in _fleet.Gateways) await SeesAsync(gateway, $"{tenant}.example", 0);
        return (tenant, $"{tenant}.example");
    }

    private string? LiveOf(string site, string tenant) => _fleet.StatusAsync(tenant, "site", site).GetAwaiter().GetResult()["live"]?["state"]?.GetValue<string>();

    private string Pool() => string.Create(CultureInfo.InvariantCulture, $"kind: origin_pool\nmetadata: {{name: app}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: {new Uri(_origin.Url).Port}}}]}}\n");

    private static string Unsealed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=bad.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var pem = certificate.ExportCertificatePem().ReplaceLineEndings("\n    ");
        return $"kind: certificate\nmetadata: {{name: bad}}\nspec:\n  private_key: {{sealed: '{Convert.ToBase64String(new byte[200])}'}}\n  certificate: |\n    {pem}\n";
    }

    private static string Site(string domain, int number, string more = "", string name = "shop") =>
        string.Create(CultureInfo.InvariantCulture, $"kind: site\nmetadata: {{name: {name}}}\nspec: {{domains: [{domain}], origin_pool: app, operation_mode: active, response_headers: {{set: {{X-Number: '{number}'}}}}{more}}}\n");

    private static async Task SeesAsync(Service gateway, string host, int number)
    {
        using var client = new HttpClient { BaseAddress = FleetOfTwo.UrlOf(gateway), Timeout = TimeSpan.FromSeconds(20) };
        var (watch, seen) = (Stopwatch.StartNew(), "");
        while (watch.Elapsed < Command.Limit)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
            using var answer = await client.SendAsync(request);
            seen = answer.Headers.TryGetValues("X-Number", out var values) ? values.First() : $"{(int)answer.StatusCode}";
            if (answer.StatusCode is HttpStatusCode.OK && seen == number.ToString(CultureInfo.InvariantCulture)) return;
            await Task.Delay(10);
        }

        Assert.Fail($"{host} is {seen}, not {number}: {gateway.Error}");
    }
}

/// <summary>One fleet for all tests of a class: each has tenants of its own.</summary>
public sealed class SharedFleet : IAsyncLifetime
{
    private int _tenants;

    internal FleetOfTwo Fleet { get; private set; } = null!;

    internal Origin Origin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        Fleet = await FleetOfTwo.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await Origin.DisposeAsync();
    }

    internal string NextTenant() => string.Create(CultureInfo.InvariantCulture, $"tenant-{Interlocked.Increment(ref _tenants)}");
}
