using System.Diagnostics;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests;

public sealed class SlowClientTests
{
    [Fact]
    public async Task A_head_that_does_not_come_in_time_is_answered_and_told()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { RequestHeaders = TimeSpan.FromMilliseconds(300) } });
        using var client = new RawClient(gateway.Port);

        await client.SendAsync("GET /slow HTTP/1.1\r\nHost: a\r\n");

        Assert.Equal(408, (await client.AnswerAsync())!.Status);
        Assert.Equal((EventAction.Refused, "/slow"), ((await gateway.EventAsync()).Action, gateway.Events.First().Request.Path));
    }

    [Fact]
    public async Task A_head_that_drips_is_not_given_more_time()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { RequestHeaders = TimeSpan.FromMilliseconds(500) } });
        using var client = new RawClient(gateway.Port);
        var watch = Stopwatch.StartNew();

        var answer = client.AnswerAsync();
        foreach (var c in "GET / HTTP/1.1\r\nHost: a\r\nX: " + new string('x', 10_000))
        {
            if (answer.IsCompleted) break;
            try
            {
                await client.SendAsync(c.ToString());
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(5);
        }

        // Bytes that were under way when the gateway closed may reset the connection and take the answer with them; the event stays.
        if (await Task.WhenAny(answer) is { IsCompletedSuccessfully: true }) Assert.Equal(408, (await answer)!.Status);
        Assert.Equal((EventAction.Refused, 408), ((await gateway.EventAsync()).Action, gateway.Events.First().Status));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { KeepAlive = TimeSpan.FromMilliseconds(300) } });
        using var silent = new RawClient(gateway.Port);
        using var after = new RawClient(gateway.Port);
        await after.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await after.AnswerAsync();

        Assert.Null(await silent.AnswerAsync());
        Assert.Null(await after.AnswerAsync());
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_given_up()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { RequestBodyGrace = TimeSpan.FromMilliseconds(1100) } });
        using var client = new RawClient(gateway.Port);

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf");

        Assert.Equal(408, (await client.AnswerAsync())!.Status);
        Assert.Equal(EventAction.Refused, (await gateway.EventAsync()).Action);
    }
}
