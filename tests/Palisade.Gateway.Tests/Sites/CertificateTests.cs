using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Sites;

public sealed class CertificateTests
{
    [Theory]
    [InlineData("shop.example", "CN=shop.example")]
    [InlineData("SHOP.example", "CN=shop.example")]
    [InlineData("www.shop.example", "CN=*.shop.example")]
    [InlineData("bank.example", "CN=bank.example")]
    [InlineData("else.example", null)]
    [InlineData("", null)]
    public async Task The_certificate_is_that_of_the_site_whose_name_is_asked_for_and_without_one_there_is_no_handshake(string name, string? subject)
    {
        await using var gateway = await TestGateway.StartAsync(Sites(), c => c with { Listen = [new() { Port = 0, Tls = true }] });

        if (subject is null) await Assert.ThrowsAnyAsync<Exception>(() => SubjectAsync(gateway.Port, name));
        else Assert.Equal(subject, await SubjectAsync(gateway.Port, name));
    }

    [Fact]
    public async Task A_listeners_own_certificate_is_for_names_that_no_site_has()
    {
        using var file = new TestCertificate();
        await using var gateway = await TestGateway.StartAsync(Sites(), c => c with { Listen = [new() { Port = 0, Certificate = new() { Path = file.Path } }] });

        Assert.Equal("CN=127.0.0.1", await SubjectAsync(gateway.Port, "else.example"));
        Assert.Equal("CN=bank.example", await SubjectAsync(gateway.Port, "bank.example"));
    }

    [Fact]
    public async Task A_new_certificate_is_shown_from_the_next_handshake_on_and_connections_go_on()
    {
        var sites = Sites();
        await using var gateway = await TestGateway.StartAsync(sites, c => c with { Listen = [new() { Port = 0, Tls = true }] });
        await using var kept = await ConnectAsync(gateway.Port, "bank.example");
        Assert.Equal(503, await StatusAsync(kept, "bank.example"));

        sites.Publish(Some.Tenant("money", Some.Site("money", "bank", "domains: [bank.example]", certificates: [CertificateOf.Ready("bank.example", "new.example")])));

        Assert.Equal(503, await StatusAsync(kept, "bank.example"));
        await using var next = await ConnectAsync(gateway.Port, "bank.example");
        Assert.Contains("new.example", ((X509Certificate2)next.RemoteCertificate!).Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
    }

    [Theory]
    [InlineData("shop.example", "shop.example", 503)]
    [InlineData("shop.example", "SHOP.example.:443", 503)]
    [InlineData("shop.example", "bank.example", 421)]
    [InlineData("shop.example", "else.example", 404)]
    [InlineData("shop.example", "docs.example", 503)] // of the same tenant, with the same certificate
    [InlineData("shop.example", "apart.example", 421)] // of the same tenant, with another
    [InlineData("www.shop.example", "shop.example", 503)]
    public async Task A_host_of_another_site_than_the_TLS_names_is_misdirected(string name, string host, int status)
    {
        await using var gateway = await TestGateway.StartAsync(Sites(), c => c with { Listen = [new() { Port = 0, Tls = true }] });
        await using var connection = await ConnectAsync(gateway.Port, name);

        Assert.Equal(status, await StatusAsync(connection, host));
    }

    [Fact]
    public async Task The_same_over_HTTP_2()
    {
        await using var gateway = await TestGateway.StartAsync(Sites(), c => c with { Listen = [new() { Port = 0, Tls = true }] });
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var stream = new SslStream(await DialAsync(gateway.Port));
                await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "shop.example", ApplicationProtocols = [SslApplicationProtocol.Http2], RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null }, stop);
                return stream;
            },
        };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await client.GetAsync(new Uri("https://bank.example/"))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(new Uri("https://shop.example/"))).StatusCode);
    }

    private static LiveSites Sites()
    {
        ReadyCertificate[] shop = [CertificateOf.Ready("*.shop.example"), CertificateOf.Ready("shop.example", "docs.example")];
        return Some.Sites(
            Some.Site("acme", "shop", "domains: [shop.example, '*.shop.example']", certificates: shop),
            Some.Site("acme", "docs", "domains: [docs.example]", certificates: [shop[1]]),
            Some.Site("acme", "apart", "domains: [apart.example]", certificates: [CertificateOf.Ready("apart.example")]),
            Some.Site("money", "bank", "domains: [bank.example]", certificates: [CertificateOf.Ready("bank.example")]));
    }

    private static async Task<string> SubjectAsync(int port, string name)
    {
        await using var stream = await ConnectAsync(port, name);
        return stream.RemoteCertificate!.Subject;
    }

    private static async Task<SslStream> ConnectAsync(int port, string name)
    {
        var stream = new SslStream(await DialAsync(port), leaveInnerStreamOpen: false);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null }, RawClient.Soon);
        return stream;
    }

    private static async Task<NetworkStream> DialAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new(socket, ownsSocket: true);
    }

    private static async Task<int> StatusAsync(SslStream stream, string host)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), RawClient.Soon);
        var buffer = new byte[16 * 1024];
        var text = "";
        // The whole page, so that the next answer begins at its beginning.
        while (!text.EndsWith("</html>", StringComparison.Ordinal)) text += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, RawClient.Soon) is > 0 and var read ? read : throw new IOException(text));
        return int.Parse(text.Split(' ')[1]);
    }
}
