using System.Net;
using System.Text;
using Palisade.Cli.Rules;

namespace Palisade.Cli.Tests.Rules;

public sealed class ReflectingBackendTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new();
    private ReflectingBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await ReflectingBackend.StartAsync();

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/anything?a=b")]
    [InlineData("GET", "/reflect")]
    [InlineData("DELETE", "/status/500")]
    public async Task Every_other_request_gets_an_empty_200(string method, string target)
    {
        using var answer = await SendAsync(method, target, "body");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Null(answer.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_response_is_what_the_request_describes()
    {
        using var answer = await SendAsync("POST", "/reflect", """{"status": 418, "headers": {"X-A": "é", "Content-Type": "text/css"}, "body": "b\u00e9", "logMessage": "x", "more": 1}""");
        Assert.Equal(418, (int)answer.StatusCode);
        Assert.Equal("text/css", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("bé"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync());
        Assert.True(answer.Headers.Contains("X-A"));
    }

    [Fact]
    public async Task An_encoded_body_is_sent_as_its_bytes()
    {
        using var answer = await SendAsync("POST", "/reflect/", """{"encodedBody": "AP8="}""");
        Assert.Equal([0, 0xFF], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("", "Invalid JSON in request body")]
    [InlineData("[1]", "Invalid JSON in request body")]
    [InlineData("{\"status\": \"x\"}", "Invalid JSON in request body")]
    [InlineData("{\"body\": 1}", "Invalid JSON in request body")]
    [InlineData("{\"headers\": []}", "Invalid JSON in request body")]
    [InlineData("{\"status\": 99}", "Invalid status code: 99")]
    [InlineData("{\"status\": 600}", "Invalid status code: 600")]
    [InlineData("{\"encodedBody\": \"?\"}", "invalid base64 encoding of response body")]
    [InlineData("{\"body\": \"\\ud800\"}", "Invalid JSON in request body")]
    public async Task What_cannot_be_answered_is_refused(string json, string why)
    {
        using var answer = await SendAsync("POST", "/reflect", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(why, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_that_HTTP_cannot_carry_are_left_out()
    {
        using var answer = await SendAsync("POST", "/reflect", """{"headers": {"a b": "c", "": "d", "X": "e\r\nY: f", "Content-Length": "99", "Transfer-Encoding": "gzip", "Z": "g"}, "body": "text"}""");
        Assert.Equal("text", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["Z"], answer.Headers.Select(h => h.Key).Except(["Date"]));
        Assert.Equal(4, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("plain", "text/plain; charset=utf-8")]
    [InlineData("  <!doctype html>x", "text/html; charset=utf-8")]
    [InlineData("<html>", "text/html; charset=utf-8")]
    [InlineData("<htmlx>", "text/plain; charset=utf-8")]
    [InlineData("<!-- c", "text/html; charset=utf-8")]
    [InlineData("<?php echo 1 ?>", "text/plain; charset=utf-8")]
    [InlineData(" <?xml version='1.0'?>", "text/xml; charset=utf-8")]
    [InlineData("%PDF-1", "application/pdf")]
    [InlineData("a\u0001b", "application/octet-stream")]
    [InlineData("a\tb\r\n\u001b", "text/plain; charset=utf-8")]
    public void The_type_of_a_body_is_told_by_its_beginning(string body, string type) =>
        Assert.Equal(type, ContentSniffer.TypeOf(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task Endpoints_can_be_configured_and_reset()
    {
        (await SendAsync("POST", "/configure_reflection", """{"endpoints": [{"method": "GET", "url": "/a?b=c"}], "status": 201, "body": "x"}""")).Dispose();
        using (var configured = await SendAsync("GET", "/a?b=c", null)) Assert.Equal(HttpStatusCode.Created, configured.StatusCode);
        using (var other = await SendAsync("GET", "/a", null)) Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        (await SendAsync("PUT", "/reset", null)).Dispose();
        using var after = await SendAsync("GET", "/a?b=c", null);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory]
    [InlineData("/capabilities", "description")]
    [InlineData("/inspect?x", "\"target\":\"/inspect?x\"")]
    public async Task It_tells_what_it_can_do_and_what_arrived(string target, string text)
    {
        using var answer = await SendAsync("GET", target, null);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_capabilities_are_paths_alone()
    {
        using var answer = await SendAsync("GET", "/capabilities?quiet=true", null);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("/reflect", text, StringComparison.Ordinal);
        Assert.DoesNotContain("description", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_bytes_as_a_description_get_an_answer()
    {
        var random = new Random(9);
        var sample = Encoding.UTF8.GetBytes("""{"status": 200, "headers": {"a": "b"}, "body": "x", "encodedBody": "eA=="}""");
        for (var i = 0; i < 150; i++)
        {
            var bytes = i < sample.Length ? sample[..i] : sample.ToArray();
            for (var change = i < sample.Length ? 0 : 3; change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var answer = await Client.PostAsync(new Uri(_backend.Address, "/reflect"), new ByteArrayContent(bytes));
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
    }

    private Task<HttpResponseMessage> SendAsync(string method, string target, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_backend.Address, target));
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        return Client.SendAsync(request);
    }
}
