using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Pools;

public sealed class PoolTlsTests
{
    [Theory]
    [InlineData("tls: {}", 502)] // not signed by anybody the machine trusts
    [InlineData("tls: {verify: false}", 200)]
    [InlineData("tls: {trusted_ca: CA, server_name: origin.example}", 200)]
    [InlineData("tls: {trusted_ca: CA, server_name: other.example}", 502)]
    [InlineData("tls: {trusted_ca: CA}", 200)] // by address: the name of the request
    [InlineData("tls: {trusted_ca: CA, server_name: origin.example, minimum_version: '1.3'}", 200)]
    public async Task A_server_is_verified_for_the_name_and_by_whom_the_pool_says(string tls, int status)
    {
        using var certificate = CertificateOf.Names("origin.example", "shop.example");
        await using var origin = await KestrelOrigin.StartAsync(http => http.Response.WriteAsync("hello"), tls: certificate);
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool(origin.Port, tls.Replace("CA", $"\"{certificate.ExportCertificatePem().ReplaceLineEndings("\\n")}\"", StringComparison.Ordinal)))));

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        Assert.Equal(status, answer!.Status);
        if (status == 502) Assert.Equal("origin_tls", (await gateway.EventAsync()).Failure!.Error);
    }

    [Theory]
    [InlineData("auto", "HTTP/2")]
    [InlineData("http1", "HTTP/1.1")]
    [InlineData("http2", "HTTP/2")]
    public async Task With_TLS_the_protocol_is_negotiated_unless_it_is_written(string protocol, string spoken)
    {
        using var certificate = CertificateOf.Names("origin.example");
        await using var origin = await KestrelOrigin.StartAsync(http => http.Response.WriteAsync(http.Request.Protocol), tls: certificate);
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool(origin.Port, $"protocol: {protocol}\ntls: {{verify: false}}"))));

        Assert.Equal(spoken, (await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Text);
    }

    [Fact]
    public async Task A_client_certificate_is_shown()
    {
        using var certificate = CertificateOf.Names("origin.example");
        var mine = CertificateOf.Ready("gateway.example");
        await using var origin = await KestrelOrigin.StartAsync(http => http.Response.WriteAsync(http.Connection.ClientCertificate?.Subject ?? "none"), tls: certificate);
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool($"endpoints: [{{address: 127.0.0.1, port: {origin.Port}}}]\ntls: {{verify: false}}", mine))));

        Assert.Equal("CN=gateway.example", (await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Text);
    }
}
