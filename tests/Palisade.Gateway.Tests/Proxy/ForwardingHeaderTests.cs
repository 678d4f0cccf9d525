using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

public sealed class ForwardingHeaderTests
{
    private const string Forged = "GET / HTTP/1.1\r\nHost: shop\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=6.6.6.6\r\n\r\n";

    [Fact]
    public async Task What_a_stranger_says_about_itself_is_replaced()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRule REMOTE_ADDR \"@streq 6.6.6.6\" \"id:1,phase:1,deny,status:403\"");

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, Forged))!.Status);
        var seen = Assert.Single(origin.Requests);
        Assert.Equal(("127.0.0.1", "http", "shop", null), (seen["X-Forwarded-For"], seen["X-Forwarded-Proto"], seen["X-Forwarded-Host"], seen["Forwarded"]));
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_is_believed_and_extended()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { TrustedProxies = ["127.0.0.1"] }, "SecRule REMOTE_ADDR \"@streq 6.6.6.6\" \"id:1,phase:1,pass,log\"");

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, Forged))!.Status);
        var seen = Assert.Single(origin.Requests);
        Assert.Equal(("6.6.6.6, 127.0.0.1", "https", "evil", "for=6.6.6.6"), (seen["X-Forwarded-For"], seen["X-Forwarded-Proto"], seen["X-Forwarded-Host"], seen["Forwarded"]));
        var told = await gateway.EventAsync();
        Assert.Equal(("6.6.6.6", "127.0.0.1"), (told.Client.Ip, told.Client.Peer!.Ip));
    }

    [Fact]
    public async Task What_Connection_names_goes_no_further_but_takes_nothing_that_matters()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-Stays: 2\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop\r\nConnection: X-Hop, keep-alive, X-Forwarded-For, Cookie, Host, ,@\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nCookie: a=b\r\n\r\n");

        var seen = Assert.Single(origin.Requests);
        Assert.Equal((null, null, "a=b", "shop", "127.0.0.1"), (seen["X-Hop"], seen["Keep-Alive"], seen["Cookie"], seen["Host"], seen["X-Forwarded-For"]));
        Assert.Equal((null, "2"), (answer!["X-Hop"], answer["X-Stays"]));
    }

    [Fact]
    public async Task A_trace_goes_on_or_begins()
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        await RawClient.AskAsync(gateway.Port, $"GET /given HTTP/1.1\r\nHost: a\r\ntraceparent: {trace}\r\ntracestate: k=v\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET /bad HTTP/1.1\r\nHost: a\r\ntraceparent: 00-zz\r\n\r\n");

        Assert.Equal((trace, "k=v"), (origin.Requests[0]["traceparent"], origin.Requests[0]["tracestate"]));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$", origin.Requests[1]["traceparent"]!);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$", origin.Requests[2]["traceparent"]!);
    }

    [Fact]
    public async Task The_absolute_form_becomes_the_origin_form()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        await RawClient.AskAsync(gateway.Port, "GET http://shop/a/../b?c HTTP/1.1\r\nHost: shop\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET http://shop?c HTTP/1.1\r\nHost: shop\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET http://shop HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.Equal(["GET /a/../b?c HTTP/1.1", "GET /?c HTTP/1.1", "GET / HTTP/1.1"], origin.Requests.Select(r => r.StartLine));
    }

    [Fact]
    public async Task A_ping_of_the_server_is_answered_by_the_gateway()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        var answer = await RawClient.AskAsync(gateway.Port, "OPTIONS * HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.Equal((200, ""), (answer!.Status, answer.Text));
        Assert.Empty(origin.Requests);
    }
}
