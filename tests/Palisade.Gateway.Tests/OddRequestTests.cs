using System.Text;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests;

/// <summary>What the wire may carry and what becomes of it.</summary>
public sealed class OddRequestTests : IAsyncLifetime
{
    private RawOrigin _origin = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _origin = RawOrigin.Saying("hello");
        _gateway = await TestGateway.StartAsync(_origin.Url);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: a\n\n")]
    [InlineData("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nHost: a\r\n\r\n")]
    [InlineData("|GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("REALLYLONGUNREALMETHOD / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /%zz?%00 HTTP/1.1\r\nHost: a_b.example:8080\r\n\r\n")]
    [InlineData("GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\\..\\x?a=[b]{c}|d\"e'<f>`^ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX_y.z: caf\u00e9\t!\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\n")]
    public async Task Odd_but_readable_requests_pass(string request)
    {
        var answer = await RawClient.AskAsync(_gateway.Port, request);

        Assert.Equal(200, answer!.Status);
    }

    [Theory]
    [InlineData(400, "     GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "\tGET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / HTTP/0.9\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / HTTP/0.8\r\nHost: a\r\n\r\n")]
    [InlineData(505, "GET / HTTP/4.0\r\nHost: a\r\n\r\n")]
    [InlineData(505, "GET / HTTP/2\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / JUNK/1.0\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / 1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / TEST\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / http/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET \\index.html HTTP\\1.0\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET \\ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET foo HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET /#fragment HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(405, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "CONNECT www.a HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a%00\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\n: v\r\n\r\n")]
    [InlineData(400, "GET / HTTP/1.1\r\nHost: a\r\nX(y: v\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: NotDigits\r\n\r\nabc")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nabc")]
    [InlineData(411, "POST / HTTP/1.0\r\nHost: a\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n7\r\nfoo=bar\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n")]
    public async Task What_servers_disagree_about_is_refused(int status, string request)
    {
        var answer = await RawClient.AskAsync(_gateway.Port, request);

        Assert.Equal(status, answer!.Status);
        Assert.Equal(26, answer["X-Support-Id"]!.Length);
        Assert.Empty(_origin.Requests);
    }

    [Fact]
    public async Task A_request_without_a_version_is_answered_without_a_status_line()
    {
        using var client = new RawClient(_gateway.Port);
        await client.SendAsync("GET /\r\n\r\n");

        using var all = new MemoryStream();
        await client.Stream.CopyToAsync(all, RawClient.Soon);

        Assert.StartsWith("<!doctype html>", Encoding.Latin1.GetString(all.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_follow_one_another_on_a_connection_whatever_their_bodies()
    {
        using var client = new RawClient(_gateway.Port);
        string[] requests =
        [
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n\r\n\r\nx",
            "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;e=\"f\"\r\n0123456789\r\n0\r\nTrail: er\r\n\r\n",
            "POST /4 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            "POST /5 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi\r\n",
            "GET /6 HTTP/1.1\r\nHost: a\r\n\r\n",
        ];
        await client.SendAsync(string.Concat(requests));

        for (var i = 0; i < requests.Length; i++) Assert.Equal(200, (await client.AnswerAsync())!.Status);

        Assert.Equal(["", "\r\n\r\nx", "abc0123456789", "", "hi", ""], _origin.Requests.OrderBy(r => r.StartLine.Split(' ')[1], StringComparer.Ordinal).Select(r => r.Text));
    }

    [Fact]
    public async Task Every_cut_of_a_request_in_two_arrives_as_one()
    {
        const string request = "\r\nPOST /x?y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (var cut = 1; cut < request.Length; cut++)
        {
            using var client = new RawClient(_gateway.Port);
            await client.SendAsync(request[..cut]);
            await client.SendAsync(request[cut..]);

            Assert.Equal(200, (await client.AnswerAsync())!.Status);
        }

        Assert.All(_origin.Requests, r => Assert.Equal("hello", r.Text));
    }

    [Fact]
    public async Task A_client_that_is_still_sending_gets_its_refusal()
    {
        using var client = new RawClient(_gateway.Port);
        await client.SendAsync("POST / JUNK/1.0\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
        for (var i = 0; i < 50; i++) await client.SendAsync(new string('x', 10_000));

        Assert.Equal(400, (await client.AnswerAsync())!.Status);
    }

    [Fact]
    public async Task Large_heads_are_refused_by_kind()
    {
        var line = await RawClient.AskAsync(_gateway.Port, $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n");
        var many = await RawClient.AskAsync(_gateway.Port, $"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 101))}\r\n");
        var large = await RawClient.AskAsync(_gateway.Port, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 40_000)}\r\n\r\n");

        Assert.Equal((414, 431, 431), (line!.Status, many!.Status, large!.Status));
    }
}
