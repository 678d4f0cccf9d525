using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Sites;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n", 200, "shop")]
    [InlineData("GET / HTTP/1.1\r\nHost: SHOP.EXAMPLE.:81\r\n\r\n", 200, "shop")]
    [InlineData("GET http://shop.example/ HTTP/1.1\r\nHost: shop.example\r\n\r\n", 200, "shop")]
    [InlineData("GET http://shop.example/ HTTP/1.0\r\n\r\n", 200, "shop")]
    [InlineData("GET / HTTP/1.1\r\nHost: bank.example\r\n\r\n", 200, "bank")]
    [InlineData("GET / HTTP/1.1\r\nHost: www.bank.example\r\n\r\n", 200, "bank")]
    [InlineData("GET / HTTP/1.1\r\nHost: else.example\r\n\r\n", 404, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", 404, null)]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 404, null)]
    [InlineData("GET http://bank.example/ HTTP/1.1\r\nHost: shop.example\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: shop.example\r\nHost: bank.example\r\n\r\n", 400, null)]
    public async Task A_request_goes_to_the_site_of_its_host_and_to_no_other(string request, int status, string? said)
    {
        await using var shop = RawOrigin.Saying("shop");
        await using var bank = RawOrigin.Saying("bank");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(
            Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool(shop.Port)),
            Some.Site("money", "bank", "domains: [bank.example, '*.bank.example']", Some.Pool(bank.Port))));

        var answer = await RawClient.AskAsync(gateway.Port, request);

        Assert.Equal(status, answer!.Status);
        if (said is not null) Assert.Equal(said, answer.Text);
        Assert.Equal(said is "shop" ? 1 : 0, shop.Requests.Count);
        Assert.Equal(said is "bank" ? 1 : 0, bank.Requests.Count);
    }

    [Fact]
    public async Task What_no_site_has_is_recorded_under_no_name()
    {
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]")));

        var answer = await RawClient.AskAsync(gateway.Port, "GET /x HTTP/1.1\r\nHost: else.example\r\n\r\n");

        Assert.Equal(404, answer!.Status);
        var told = await gateway.EventAsync();
        Assert.Equal(("-", null, EventAction.Refused, 404), (told.Site, told.Tenant, told.Action, told.Status));
        Assert.Equal(new EventFailure(EventFailureSource.Client, "unknown_host"), told.Failure);
        Assert.EndsWith(" -", (await gateway.LinesAsync(1))[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Site_and_tenant_are_in_event_line_and_metrics()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool(origin.Port), rules: "SecRule ARGS \"@contains attack\" \"id:1,phase:1,deny,status:403,log\"")));

        await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        var told = await gateway.EventAsync();
        Assert.Equal(("shop", "acme"), (told.Site, told.Tenant));
        Assert.Equal("acme/shop", (await gateway.LinesAsync(1))[0].Site);
        using var client = new HttpClient();
        Assert.Contains("palisade_site_requests_total{action=\"blocked\",tenant=\"acme\",site=\"shop\"} 1", await client.GetStringAsync(new Uri(gateway.AdminUrl + "/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_site_has_rules_and_mode_of_its_own()
    {
        const string rules = "SecRule ARGS \"@contains attack\" \"id:1,phase:1,deny,status:403,log\"";
        await using var origin = RawOrigin.Saying("hello");
        var pool = Some.Pool(origin.Port);
        await using var gateway = await TestGateway.StartAsync(Some.Sites(
            Some.Site("a", "strict", "domains: [strict.example]", pool, rules: rules),
            Some.Site("b", "lax", "domains: [lax.example]\noperation_mode: simulation", pool, rules: rules),
            Some.Site("c", "free", "domains: [free.example]", pool),
            Some.Site("d", "off", "domains: [off.example]\noperation_mode: disabled", pool),
            Some.Site("e", "lost", "domains: [lost.example]")));

        Assert.Equal(403, await StatusAsync("strict"));
        Assert.Equal(200, await StatusAsync("lax"));
        Assert.Equal(200, await StatusAsync("free"));
        Assert.Equal(503, await StatusAsync("off"));
        Assert.Equal(503, await StatusAsync("lost"));

        async Task<int> StatusAsync(string site) => (await RawClient.AskAsync(gateway.Port, $"GET /?q=attack HTTP/1.1\r\nHost: {site}.example\r\n\r\n"))!.Status;
    }

    [Fact]
    public async Task Hundreds_of_publishes_cost_no_request_of_connections_that_are_kept()
    {
        await using var origin = await KestrelOrigin.StartAsync(http => http.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask());
        var pool = Some.Pool(new Uri(origin.Url).Port);
        var sites = Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", pool));
        await using var gateway = await TestGateway.StartAsync(sites);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var client = new RawClient(gateway.Port);
            var served = 0;
            while (!stop.IsCancellationRequested)
            {
                await client.SendAsync("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
                Assert.Equal(200, (await client.AnswerAsync())!.Status);
                served++;
            }

            return served;
        })).ToArray();

        for (var i = 0; i < 300; i++)
        {
            // Every other time with a pool that is new, so that the old one goes while it is used.
            sites.Publish(Some.Tenant("acme", Some.Site("acme", "shop", "domains: [shop.example]", i % 2 == 0 ? Some.Pool(new Uri(origin.Url).Port) : pool)));
            sites.Publish(Some.Tenant($"other{i % 10}", Some.Site($"other{i % 10}", "site", $"domains: [o{i}.example]", pool)));
            await Task.Delay(2);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(clients), served => Assert.True(served > 20));
    }
}
