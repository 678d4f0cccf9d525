using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Accept;

/// <summary>PROXY protocol on real connections. The tests' own address is the trusted proxy.</summary>
public sealed class ProxyProtocolTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task A_trusted_proxy_speaks_for_its_clients_whatever_the_packets()
    {
        const string header = "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n";
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin, "127.0.0.1");

        for (var cut = 1; cut < header.Length + 4; cut++)
        {
            using var client = new RawClient(gateway.Port);
            await client.SendAsync((header + Get)[..cut]);
            await client.SendAsync((header + Get)[cut..]);
            Assert.Equal(200, (await client.AnswerAsync())!.Status);
        }

        Assert.All(origin.Requests, r => Assert.Equal("192.0.2.1", r["X-Forwarded-For"]));
    }

    [Fact]
    public async Task Without_its_header_a_trusted_proxy_is_not_served()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin, "127.0.0.1");

        Assert.Null(await RawClient.AskAsync(gateway.Port, Get));
        Assert.Null(await RawClient.AskAsync(gateway.Port, "PROXY TCP4 1.2.3.4\r\n" + Get));
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Nobody_else_may_speak_for_others()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin, "10.0.0.0/8");

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, Get))!.Status);
        Assert.Equal(400, (await RawClient.AskAsync(gateway.Port, "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n" + Get))!.Status);
    }

    private static Task<TestGateway> StartAsync(RawOrigin origin, string trusted) =>
        TestGateway.StartAsync(origin.Url, c => c with { Listen = [new() { Port = 0, ProxyProtocol = true }], TrustedProxies = [trusted] });
}
