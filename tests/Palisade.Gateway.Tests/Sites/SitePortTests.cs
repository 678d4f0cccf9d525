using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Palisade.Configuration;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Sites;

public sealed class SitePortTests
{
    private static readonly SitePortsConfig On = new() { Enabled = true };

    [Fact]
    public async Task A_port_opens_with_the_first_site_that_names_it_and_closes_with_the_last_and_connections_go_on()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites);
        sites.Publish(Some.Tenant("other", Some.Site("other", "stays", "domains: [stays.example]", Some.Pool(origin.Port))));
        using var elsewhere = new RawClient(gateway.Port);
        Assert.Equal(200, await StatusAsync(elsewhere, "stays.example"));
        Assert.False(Ports.IsOpen(port));

        sites.Publish(Some.Tenant("acme", Shop("shop", port, origin), Shop("second", port, origin)));
        using var kept = new RawClient(port);
        Assert.Equal(200, await StatusAsync(kept, "shop.example"));
        Assert.Equal(404, (await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
        sites.Publish(Some.Tenant("acme", Shop("second", port, origin)));
        Assert.Equal(200, await StatusAsync(kept, "second.example"));
        Assert.True(Ports.IsOpen(port));

        sites.Publish(Some.Tenant("acme"));
        Assert.False(Ports.IsOpen(port));
        // The site is gone and the connection is not.
        Assert.Equal(404, await StatusAsync(kept, "second.example"));
        Assert.Equal(200, await StatusAsync(elsewhere, "stays.example"));

        sites.Publish(Some.Tenant("acme", Shop("shop", port, origin)));
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
        Assert.Empty(sites.PortFaults.Of("acme"));
    }

    [Theory]
    [InlineData(true, "h2")]
    [InlineData(false, "http/1.1")]
    public async Task TLS_and_HTTP_2_are_as_the_listener_says(bool http2, string spoken)
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites);
        sites.Publish(Some.Tenant("acme", Some.Site("acme", "shop", $"domains: [shop.example]\ncertificates: [one]\nlisteners: [{{port: {port}, tls: true, http2: {(http2 ? "true" : "false")}}}]", Some.Pool(origin.Port), certificates: [CertificateOf.Ready("shop.example")])));

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "shop.example", ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11], RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null }, RawClient.Soon);

        Assert.Equal(spoken, stream.NegotiatedApplicationProtocol.ToString());
        Assert.Equal("CN=shop.example", stream.RemoteCertificate!.Subject);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HTTP_2_in_clear_text_is_spoken_where_the_listener_lets_it(bool http2)
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites);
        sites.Publish(Some.Tenant("acme", Shop("shop", port, origin, $", http2: {(http2 ? "true" : "false")}")));
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = "shop.example";

        if (http2) Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        else await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request));
    }

    [Fact]
    public async Task PROXY_protocol_is_as_the_listener_says()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites, c => c with { TrustedProxies = ["127.0.0.1"] });
        sites.Publish(Some.Tenant("acme", Shop("shop", port, origin, ", proxy_protocol: true")));

        // Where the proxy was asked is where the client came: the site is served at its own port.
        var answer = await RawClient.AskAsync(port, $"PROXY TCP4 192.0.2.7 127.0.0.1 4711 {port}\r\nGET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, answer!.Status);
        Assert.Equal("192.0.2.7", (await gateway.LinesAsync(1))[0].Client);
    }

    [Fact]
    public async Task Tenants_share_a_port_with_equal_settings_and_otherwise_the_second_is_told_until_the_first_goes()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites, told) = (Ports.Free(), new LiveSites(), new List<string>());
        sites.PortFaults.Watch(told.Add);
        await using var gateway = await StartAsync(sites);

        sites.Publish(Some.Tenant("acme", Shop("shop", port, origin)));
        sites.Publish(Some.Tenant("bank", Some.Site("bank", "bank", $"domains: [bank.example]\nlisteners: [{{port: {port}}}]", Some.Pool(origin.Port))));
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: bank.example\r\n\r\n"))!.Status);
        Assert.Empty(told);

        sites.Publish(Some.Tenant("bank", Some.Site("bank", "bank", $"domains: [bank.example]\ncertificates: [one]\nlisteners: [{{port: {port}, tls: true}}]", Some.Pool(origin.Port), certificates: [CertificateOf.Ready("bank.example")])));
        var fault = Assert.Single(sites.PortFaults.Of("bank"));
        Assert.Equal("spec.listeners[0].port", fault.Field);
        Assert.Contains("tls: false", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", fault.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);

        sites.Remove("acme");
        Assert.Empty(sites.PortFaults.Of("bank"));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "bank.example", RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null }, RawClient.Soon);
        Assert.Equal(["bank", "bank"], told);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_its_sites_trouble_alone_and_is_tried_again()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (taken, free, sites) = (Ports.Free(), Ports.Free(), new LiveSites());
        using var other = new TcpListener(IPAddress.Loopback, taken);
        other.Start();
        await using var gateway = await StartAsync(sites);

        sites.Publish(Some.Tenant("acme", Shop("shop", taken, origin), Shop("second", free, origin)));
        Assert.Contains("Another program", Assert.Single(sites.PortFaults.Of("acme")).Message, StringComparison.Ordinal);
        Assert.Equal(200, (await RawClient.AskAsync(free, "GET / HTTP/1.1\r\nHost: second.example\r\n\r\n"))!.Status);

        other.Stop();
        for (var i = 0; sites.PortFaults.Of("acme").Count > 0 && i < 600; i++) await Task.Delay(50);
        Assert.Equal(200, (await RawClient.AskAsync(taken, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
    }

    [Theory]
    [InlineData("port: 99", "20000 to 65535")]
    [InlineData("port: 31000, address: 198.51.100.7", "no address of this gateway")]
    public async Task A_port_that_the_gateway_may_not_open_is_refused_and_says_why(string listener, string reason)
    {
        var sites = new LiveSites();
        await using var gateway = await StartAsync(sites, c => c with { SitePorts = On with { From = 20_000 } });

        sites.Publish(Some.Tenant("acme", Some.Site("acme", "shop", $"domains: [shop.example]\nlisteners: [{{{listener}}}]")));

        Assert.Contains(reason, Assert.Single(sites.PortFaults.Of("acme")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_addresses_of_an_alias_the_gateway_opens_its_own()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites);
        var site = Shop("shop", port, origin, ", alias: main");

        sites.Publish(Some.Tenant("acme", site with { Delivery = site.Delivery with { Listeners = [.. ((string[])["198.51.100.7", "127.0.0.1"]).Select(a => site.Delivery.Listeners[0] with { Address = a })] } }));

        Assert.Empty(sites.PortFaults.Of("acme"));
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
    }

    [Fact]
    public async Task The_addresses_of_an_alias_at_other_gateways_count_for_nobody()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (port, sites) = (Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites);
        // More than a tenant may have opened, and the gateway's own behind them.
        var site = Shop("shop", port, origin, ", alias: main");
        var others = Enumerable.Range(1, 120).Select(i => site.Delivery.Listeners[0] with { Address = $"198.51.100.{i}" });

        sites.Publish(Some.Tenant("acme", site with { Delivery = site.Delivery with { Listeners = [.. others, site.Delivery.Listeners[0] with { Address = "127.0.0.1" }] } }));
        Assert.Empty(sites.PortFaults.Of("acme"));
        Assert.Equal(200, (await RawClient.AskAsync(port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);

        // Who writes such an address, and not an alias, is told.
        sites.Publish(Some.Tenant("other", Some.Site("other", "written", $"domains: [written.example]\nlisteners: [{{port: {port}}}, {{port: {port}, address: 198.51.100.7}}]")));
        Assert.Equal("spec.listeners[1].port", Assert.Single(sites.PortFaults.Of("other")).Field);
        Assert.Empty(sites.PortFaults.Of("acme"));
    }

    [Fact]
    public async Task The_administrations_port_is_never_a_sites_and_the_gateways_own_is_left_as_it_is()
    {
        await using var origin = RawOrigin.Saying("hello");
        var (admin, own, sites) = (Ports.Free(), Ports.Free(), new LiveSites());
        await using var gateway = await StartAsync(sites, c => c with { Admin = new() { Port = admin }, Listen = [new() { Port = own }] });

        sites.Publish(Some.Tenant("acme", Shop("shop", own, origin), Shop("second", admin, origin)));

        Assert.Contains("administration", Assert.Single(sites.PortFaults.Of("acme")).Message, StringComparison.Ordinal);
        Assert.Equal(200, (await RawClient.AskAsync(own, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
    }

    private static Task<TestGateway> StartAsync(LiveSites sites, Func<GatewayConfig, GatewayConfig>? change = null) =>
        TestGateway.StartAsync(sites, c => (change?.Invoke(c with { SitePorts = On }) ?? c with { SitePorts = On }));

    private static ReadySite Shop(string name, int port, RawOrigin origin, string more = "") =>
        Some.Site("acme", name, $"domains: [{name}.example]\nlisteners: [{{port: {port}{more}}}]", Some.Pool(origin.Port));

    private static async Task<int> StatusAsync(RawClient client, string host)
    {
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        return (await client.AnswerAsync())!.Status;
    }
}
