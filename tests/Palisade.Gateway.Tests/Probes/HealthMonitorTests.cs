using System.Net;
using Palisade.Configuration;
using Palisade.Gateway.Tests.Filter.Limits;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Probes;

public sealed class HealthMonitorTests
{
    private const string Monitored = "domains: [shop.example]\nhealth_monitor: [{url: '/health?key=secret', interval_seconds: 1}]";

    [Fact]
    public async Task A_URL_is_asked_for_through_the_whole_path_and_the_way_is_in_the_log()
    {
        await using var origin = RawOrigin.Saying("well");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", Monitored, Some.Pool(origin.Port))));

        var entry = await ProbePages.NewestAsync(gateway, "?tenant=acme&site=shop&result=ok&limit=1");

        Assert.Equal(("/health?***", "shop.example", 200, "passed"), (entry.GetProperty("url").GetString(), entry.GetProperty("host").GetString(), entry.GetProperty("status").GetInt32(), entry.GetProperty("action").GetString()));
        Assert.Equal(($"127.0.0.1:{gateway.Port}", $"127.0.0.1:{origin.Port}"), (entry.GetProperty("gateway").GetString(), entry.GetProperty("origin").GetString()));
        Assert.StartsWith("127.0.0.1:", entry.GetProperty("client").GetString(), StringComparison.Ordinal);
        Assert.InRange(entry.GetProperty("ms").GetDouble(), 0.001, 5000);
        Assert.StartsWith("GET /health?key=secret HTTP/1.1", origin.Requests[0].StartLine, StringComparison.Ordinal);
        var id = entry.GetProperty("support_id").GetString();
        // The line is written when the request has ended, which may be after whoever sent it has its answer.
        await UntilAsync(() => Task.FromResult(gateway.Lines.Any(l => l.Id == id)));
        var line = Assert.Single(gateway.Lines, l => l.Id == id);
        Assert.Contains(" - palisade-monitor [", line.ToString(), StringComparison.Ordinal);
        Assert.Empty(gateway.Events);
        var metrics = await ProbePages.MetricsAsync(gateway);
        Assert.Contains("palisade_probe_up{tenant=\"acme\",site=\"shop\",url=\"/health?***\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("palisade_requests_total{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_that_goes_down_and_comes_back_is_seen_to()
    {
        var port = Ports.Free();
        var origin = await KestrelOrigin.StartAsync(static http => Task.CompletedTask, port: port);
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", Monitored, Some.Pool(port))));
        await ProbePages.NewestAsync(gateway, "?result=good");

        await origin.DisposeAsync();
        // One that the origin left without an answer as it went may come first.
        var down = await ProbePages.NewestAsync(gateway, "?result=unexpected_status&status=502");
        Assert.Equal("origin_failed", down.GetProperty("action").GetString());
        Assert.StartsWith("origin_", down.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("palisade_probe_up{tenant=\"acme\",site=\"shop\",url=\"/health?***\"} 0\n", await ProbePages.MetricsAsync(gateway), StringComparison.Ordinal);

        await using var again = await KestrelOrigin.StartAsync(static http => Task.CompletedTask, port: port);
        await ProbePages.NewestAsync(gateway, $"?result=good&since={Uri.EscapeDataString(down.GetProperty("time").GetString()!)}");
    }

    [Fact]
    public async Task Rules_hold_for_it_without_an_event_and_nobody_else_gets_by_with_its_name()
    {
        await using var origin = RawOrigin.Saying("well");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", Monitored, Some.Pool(origin.Port), rules: "SecRule REQUEST_URI \"@contains health\" \"id:1,phase:1,deny,status:403\"")));

        var entry = await ProbePages.NewestAsync(gateway, "?result=unexpected_status&status=403");
        Assert.Equal("blocked", entry.GetProperty("action").GetString());
        Assert.Empty(gateway.Events);

        var other = await RawClient.AskAsync(gateway.Port, "GET /health HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Palisade-Monitor\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        Assert.Equal(403, other!.Status);
        await gateway.EventAsync();
        await UntilAsync(() => Task.FromResult(gateway.Lines.Any(l => l.User == "-")));
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Limits_and_policies_about_clients_do_not_hold_for_it_and_it_uses_nothing_up()
    {
        await using var origin = RawOrigin.Saying("well");
        var site = Some.Site("acme", "shop", "domains: [shop.example]\nhealth_monitor: [{url: /page, interval_seconds: 1}]", Some.Pool(origin.Port));
        site = site with { Protection = new LiveProtection(TestGateway.Compile(""), TestGateway.Policy(Limit.Policy("total_number: 1, unit: HOUR"))) };
        await using var gateway = await TestGateway.StartAsync(Some.Sites(site));

        await UntilAsync(async () => (await ProbePages.EntriesAsync(gateway, "?result=ok")).Count >= 3);

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /page HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n"))!.Status);
        Assert.Equal(429, (await RawClient.AskAsync(gateway.Port, "GET /page HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n"))!.Status);
        Assert.Empty(await ProbePages.EntriesAsync(gateway, "?result=bad"));
    }

    [Theory]
    [InlineData("https://shop.example/health", true, false, "ok")]
    [InlineData("http://shop.example/health", true, false, "no_listener")]
    [InlineData("https://shop.example:1/health", true, false, "no_listener")]
    [InlineData("/health", false, true, "ok")]
    [InlineData("/health", true, true, "ok")]
    public async Task The_listener_that_the_URL_leads_to_is_spoken_to_as_it_wants(string url, bool tls, bool proxyProtocol, string result)
    {
        await using var origin = RawOrigin.Saying("well");
        var sites = Some.Sites(Some.Site("acme", "shop", $"domains: [shop.example]\nhealth_monitor: [{{url: '{url}', interval_seconds: 1}}]", Some.Pool(origin.Port), certificates: [CertificateOf.Ready("shop.example")]));
        await using var gateway = await TestGateway.StartAsync(sites, c => c with { Listen = [new() { Port = 0, Tls = tls, ProxyProtocol = proxyProtocol }], TrustedProxies = proxyProtocol ? ["127.0.0.1"] : [] });

        Assert.Equal(result, (await ProbePages.NewestAsync(gateway, "?limit=1")).GetProperty("result").GetString());
    }

    [Fact]
    public async Task An_origin_that_is_silent_is_not_waited_for_longer_than_was_said()
    {
        await using var origin = RawOrigin.Start(static (_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]\nhealth_monitor: [{url: /, interval_seconds: 1, timeout_ms: 200}]", Some.Pool(origin.Port))));

        var entry = await ProbePages.NewestAsync(gateway, "?result=timeout");

        Assert.InRange(entry.GetProperty("ms").GetDouble(), 150, 20_000);
        Assert.False(entry.TryGetProperty("status", out _));
    }

    [Fact]
    public async Task A_publish_leaves_alone_what_is_the_same_and_ends_what_is_gone()
    {
        await using var origin = RawOrigin.Saying("well");
        ReadySite Shop(string monitor) => Some.Site("acme", "shop", $"domains: [shop.example]\n{monitor}", Some.Pool(origin.Port));
        var sites = Some.Sites(Shop("health_monitor: [{url: /a, interval_seconds: 1}, {url: /b, interval_seconds: 1}]"));
        await using var gateway = await TestGateway.StartAsync(sites);
        await ProbePages.NewestAsync(gateway, "?url=/b");

        sites.Publish(Some.Tenant("acme", Shop("health_monitor: [{url: /a, interval_seconds: 1}]")));
        Assert.DoesNotContain("url=\"/b\"", await ProbePages.MetricsAsync(gateway), StringComparison.Ordinal);
        var count = (await ProbePages.EntriesAsync(gateway, "?url=/a")).Count;
        await UntilAsync(async () => (await ProbePages.EntriesAsync(gateway, "?url=/a")).Count > count);

        sites.Remove("acme");
        Assert.DoesNotContain("palisade_probe_up{", await ProbePages.MetricsAsync(gateway), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?nonsense=1", "nonsense")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=3001", "limit")]
    [InlineData("?status=OK", "status")]
    [InlineData("?since=yesterday", "since")]
    [InlineData("?result=fine", "result")]
    [InlineData("?site=a&site=b", "site")]
    public async Task A_filter_that_is_none_is_told_so(string filter, string parameter)
    {
        await using var gateway = await TestGateway.StartAsync(Some.Sites());
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri($"{gateway.AdminUrl}/probes{filter}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"parameter\":\"{parameter}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_goes_on_after_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"palisade-probes-{Guid.NewGuid():N}.log");
        try
        {
            await using var origin = RawOrigin.Saying("well");
            GatewayConfig Kept(GatewayConfig config) => config with { Probes = new() { File = file } };
            long last;
            await using (var first = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", Monitored, Some.Pool(origin.Port))), Kept)) last = (await ProbePages.NewestAsync(first, "?result=ok")).GetProperty("sequence").GetInt64();

            await using var second = await TestGateway.StartAsync(Some.Sites(), Kept);

            Assert.Contains(await ProbePages.EntriesAsync(second), e => e.GetProperty("sequence").GetInt64() == last);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await done()) return;
            await Task.Delay(50);
        }

        Assert.Fail("Waited 30 s.");
    }
}
