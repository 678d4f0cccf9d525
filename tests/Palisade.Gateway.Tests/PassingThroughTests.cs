using Palisade.Configuration;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests;

public sealed class PassingThroughTests
{
    [Fact]
    public async Task A_request_reaches_the_origin_and_its_answer_the_client()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        var answer = await RawClient.AskAsync(gateway.Port, "GET /a/../b?x=%41&y=<z> HTTP/1.1\r\nHost: shop.example\r\nX-Name: caf\u00e9\r\n\r\n");

        Assert.Equal(200, answer!.Status);
        Assert.Equal("hello", answer.Text);
        var seen = Assert.Single(origin.Requests);
        Assert.Equal("GET /a/../b?x=%41&y=<z> HTTP/1.1", seen.StartLine);
        Assert.Equal("shop.example", seen["Host"]);
        Assert.Equal("caf\u00e9", seen["X-Name"]);
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
    }

    [Fact]
    public async Task An_origin_that_is_not_there_gives_a_page_with_a_support_id()
    {
        await using var gateway = await TestGateway.StartAsync("http://127.0.0.1:1");

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(502, answer!.Status);
        Assert.Contains(answer["X-Support-Id"]!, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_is_disabled_lets_nothing_through()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Mode = OperationMode.Disabled });

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

        Assert.Equal(503, answer!.Status);
        Assert.Contains(answer["X-Support-Id"]!, answer.Text, StringComparison.Ordinal);
        Assert.Equal("application/json", answer["Content-Type"]);
        Assert.Empty(origin.Requests);
    }
}
