using System.Net;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Accept;

public sealed class TlsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Both_versions_of_HTTP_are_served_over_TLS(string version)
    {
        using var certificate = new TestCertificate();
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Listen = [new() { Port = 0, Certificate = new() { Path = certificate.Path } }] }, "SecRule ARGS \"@contains attack\" \"id:1,phase:1,deny,status:403\"");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=127.0.0.1";
        using var client = new HttpClient(handler) { DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var passed = await client.GetAsync(new Uri($"https://127.0.0.1:{gateway.Port}/"));
        using var blocked = await client.GetAsync(new Uri($"https://127.0.0.1:{gateway.Port}/?q=attack"));

        Assert.Equal(("hello", Version.Parse(version)), (await passed.Content.ReadAsStringAsync(), passed.Version));
        Assert.Equal(HttpStatusCode.Forbidden, blocked.StatusCode);
        Assert.Equal("https", Assert.Single(origin.Requests)["X-Forwarded-Proto"]);
        Assert.Equal(("https", version == "2.0" ? "HTTP/2.0" : "HTTP/1.1"), ((await gateway.EventAsync()).Request.Scheme, gateway.Events.First().Request.Protocol));
    }

    [Fact]
    public async Task Both_versions_of_HTTP_are_served_on_one_port_without_TLS()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var client = new HttpClient { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
            Assert.Equal("hello", await client.GetStringAsync(new Uri(gateway.Url)));
        }
    }

    [Fact]
    public async Task HTTP_2_is_judged_too()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("X-Odd", "a\u0001b");

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("control character", (await gateway.EventAsync()).Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_behind_TLS_is_verified_unless_told_otherwise()
    {
        using var certificate = new TestCertificate();
        await using var inner = RawOrigin.Saying("hello");
        await using var origin = await TestGateway.StartAsync(inner.Url, c => c with { Listen = [new() { Port = 0, Certificate = new() { Path = certificate.Path } }] });
        var url = $"https://127.0.0.1:{origin.Port}";
        await using var strict = await TestGateway.StartAsync(url);
        await using var lax = await TestGateway.StartAsync(url, c => c with { Origin = c.Origin with { VerifyCertificate = false } });
        using var client = new HttpClient();

        using var refused = await client.GetAsync(new Uri(strict.Url));

        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Equal("origin_tls", (await strict.EventAsync()).Failure!.Error);
        Assert.Equal("hello", await client.GetStringAsync(new Uri(lax.Url)));
    }
}
