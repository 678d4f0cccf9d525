using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

public sealed class OriginFailureTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task An_origin_that_refuses_gives_a_page_and_an_event()
    {
        await using var gateway = await TestGateway.StartAsync("http://127.0.0.1:1");

        var answer = await RawClient.AskAsync(gateway.Port, Get);

        Assert.Equal(502, answer!.Status);
        Assert.Contains(answer["X-Support-Id"]!, answer.Text, StringComparison.Ordinal);
        var told = await gateway.EventAsync();
        Assert.Equal((EventAction.Failed, 502, answer["X-Support-Id"]), (told.Action, told.Status, told.Id));
        Assert.Equal(new EventFailure(EventFailureSource.Upstream, "origin_refused"), told.Failure);
    }

    [Theory]
    [InlineData("", "origin_reset")] // closes without a word
    [InlineData("garbage\r\n\r\n", "origin_bad_answer")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: ab\r\n\r\n", "origin_bad_answer")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "origin_reset")]
    public async Task An_origin_that_breaks_off_or_talks_nonsense_gives_502(string says, string reason)
    {
        await using var origin = RawOrigin.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(says), stop);
            stream.Close();
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url);

        var answer = await RawClient.AskAsync(gateway.Port, Get);

        Assert.Equal(502, answer!.Status);
        Assert.Equal(reason, (await gateway.EventAsync()).Failure!.Error);
    }

    [Fact]
    public async Task An_origin_that_says_nothing_gives_504_in_time()
    {
        await using var origin = RawOrigin.Start((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { OriginIdle = TimeSpan.FromMilliseconds(300) } });
        var watch = Stopwatch.StartNew();

        var answer = await RawClient.AskAsync(gateway.Port, Get);

        Assert.Equal(504, answer!.Status);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
        Assert.Equal("origin_timeout", (await gateway.EventAsync()).Failure!.Error);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task Half_an_answer_is_never_taken_for_a_whole_one(string says)
    {
        await using var origin = RawOrigin.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(says), stop);
            await Task.Delay(100, stop);
            stream.Close();
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = new HttpClient();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(gateway.Url)));
        Assert.Equal("origin_reset", (await gateway.EventAsync()).Failure!.Error);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_fault_of_the_origin()
    {
        var asked = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async (_, _, stop) =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, stop);
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using (var client = new RawClient(gateway.Port))
        {
            await client.SendAsync(Get);
            await asked.WaitAsync(RawClient.Soon);
        }

        await using var second = RawOrigin.Saying("still here");
        await using var other = await TestGateway.StartAsync(second.Url);
        Assert.Equal(200, (await RawClient.AskAsync(other.Port, Get))!.Status);
        Assert.Empty(gateway.Events);
    }

    [Fact]
    public async Task A_client_that_sends_half_a_body_ends_its_request_only()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRequestBodyAccess On\nSecRequestBodyLimit 100000\nSecRequestBodyLimitAction ProcessPartial\n");
        using (var client = new RawClient(gateway.Port))
        {
            await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
            client.Stream.Socket.Close();
        }

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, Get))!.Status);
    }

    [Fact]
    public async Task An_origin_whose_name_nobody_knows_gives_502()
    {
        await using var gateway = await TestGateway.StartAsync("http://nowhere.invalid");

        Assert.Equal(502, (await RawClient.AskAsync(gateway.Port, Get))!.Status);
    }

    [Fact]
    public async Task An_upload_that_the_origin_cuts_off_ends_with_an_answer()
    {
        await using var origin = RawOriginThatAnswersEarly.Start();
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRequestBodyAccess Off");
        using var client = new RawClient(gateway.Port);

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n");
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++) await client.SendAsync(new string('x', 100_000));
        });

        // Over HTTP/1.1 the forwarder reads the answer only once it has sent the body; then the connection is gone.
        Assert.True((await client.AnswerAsync())!.Status is 413 or 502);
        await Task.WhenAny(sending);
    }

    /// <summary>Answers as soon as the head is there and closes.</summary>
    private sealed class RawOriginThatAnswersEarly : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);
        private readonly Task _once;

        private RawOriginThatAnswersEarly()
        {
            _listener.Start();
            _once = AnswerAsync();
        }

        public string Url => $"http://{_listener.LocalEndpoint}";

        public static RawOriginThatAnswersEarly Start() => new();

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _once.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task AnswerAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            _ = await client.GetStream().ReadAsync(buffer);
            await client.GetStream().WriteAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            await Task.Delay(200);
        }
    }
}
