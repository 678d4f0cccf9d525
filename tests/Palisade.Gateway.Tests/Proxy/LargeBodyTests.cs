using System.Text;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

public sealed class LargeBodyTests
{
    private const int Sent = 20 * 1024 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_reads_nothing_before_all_is_sent_still_gets_its_413(bool chunked)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Limits = c.Limits with { RequestBodyBytes = 1024 * 1024 } });
        using var client = new RawClient(gateway.Port);
        await client.SendAsync($"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n{(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Sent}")}\r\n\r\n");

        var part = new byte[64 * 1024];
        var head = Encoding.ASCII.GetBytes("10000\r\n");
        for (var sent = 0; sent < Sent; sent += part.Length)
        {
            if (chunked) await client.Stream.WriteAsync(head, RawClient.Soon);
            await client.Stream.WriteAsync(part, RawClient.Soon);
            if (chunked) await client.SendAsync("\r\n");
        }

        if (chunked) await client.SendAsync("0\r\n\r\n");
        var answer = await client.AnswerAsync();

        Assert.Equal(413, answer?.Status);
        Assert.NotNull(answer!["X-Support-Id"]);
    }

    [Fact]
    public async Task A_client_that_stops_within_its_body_is_not_waited_for_long()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Limits = c.Limits with { RequestBodyBytes = 1024 } });
        using var client = new RawClient(gateway.Port);
        await client.SendAsync("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + new string('x', 5000));
        Assert.Equal(413, (await client.AnswerAsync())?.Status);

        // The end of the connection, within what one read is waited for.
        Assert.Null(await client.AnswerAsync());
    }
}
