using Palisade.Cli.Explain;

namespace Palisade.Cli.Tests.Explain;

public sealed class CurlRequestTests
{
    [Theory]
    [InlineData("http://shop.example:81/a?b=c#d", "GET /a?b=c HTTP/1.1", "shop.example:81")]
    [InlineData("https://shop.example", "GET / HTTP/1.1", "shop.example")]
    [InlineData("https://shop.example?q=1", "GET /?q=1 HTTP/1.1", "shop.example")]
    [InlineData("/search?q=<script>", "GET /search?q=<script> HTTP/1.1", "localhost")]
    [InlineData("search", "GET /search HTTP/1.1", "localhost")]
    public void A_URL_becomes_a_request_line_and_a_host(string url, string line, string host)
    {
        var message = CurlRequest.Make(url, null, [], null);

        Assert.Equal(line, RawMessage.Latin1(message.FirstLine));
        Assert.Equal([host], RawMessage.Values(message.Headers, "Host"));
        Assert.Empty(RawMessage.Values(message.Headers, "Content-Type"));
    }

    [Fact]
    public void Data_makes_it_a_form_by_POST()
    {
        var message = CurlRequest.Make("/login", null, [], "a=b"u8.ToArray());

        Assert.StartsWith("POST ", RawMessage.Latin1(message.FirstLine), StringComparison.Ordinal);
        Assert.Equal(["application/x-www-form-urlencoded"], RawMessage.Values(message.Headers, "content-type"));
        Assert.Equal(["3"], RawMessage.Values(message.Headers, "content-length"));
        Assert.Equal("a=b", RawMessage.Latin1(message.Body));
    }

    [Fact]
    public void A_given_header_replaces_the_usual_one_and_an_empty_one_removes_it()
    {
        var message = CurlRequest.Make("/", "PUT", ["content-type: application/json", "User-Agent:", "X-A: 1", "X-A: 2"], "{}"u8.ToArray());

        Assert.StartsWith("PUT ", RawMessage.Latin1(message.FirstLine), StringComparison.Ordinal);
        Assert.Equal(["application/json"], RawMessage.Values(message.Headers, "Content-Type"));
        Assert.Empty(RawMessage.Values(message.Headers, "User-Agent"));
        Assert.Equal(["1", "2"], RawMessage.Values(message.Headers, "X-A"));
    }
}
