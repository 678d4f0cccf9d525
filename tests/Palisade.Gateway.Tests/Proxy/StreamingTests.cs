using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

public sealed class StreamingTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_web_socket_carries_messages_both_ways(bool http2Front, bool http2Origin)
    {
        await using var origin = await KestrelOrigin.StartAsync(EchoSocketAsync, http2Origin);
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        if (http2Front) (client.Options.HttpVersion, client.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);

        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.Port}/chat"), invoker, RawClient.Soon);
        for (var i = 0; i < 20; i++)
        {
            var sent = Enumerable.Range(0, i * 997).Select(n => (byte)n).ToArray();
            await client.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, RawClient.Soon);
            Assert.Equal(sent, await ReceiveAsync(client));
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", RawClient.Soon);
        Assert.Equal(WebSocketState.Closed, client.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_of_a_stream_arrive_as_they_are_sent(bool http2)
    {
        var next = new SemaphoreSlim(0);
        await using var origin = await KestrelOrigin.StartAsync(async http =>
        {
            http.Response.ContentType = "text/event-stream";
            for (var i = 0; i < 5; i++)
            {
                await http.Response.WriteAsync($"data: {i}\n\n");
                await http.Response.Body.FlushAsync();
                await next.WaitAsync(RawClient.Soon);
            }
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = Http(gateway, http2);

        using var stream = new StreamReader(await client.GetStreamAsync("/events", RawClient.Soon));
        for (var i = 0; i < 5; i++)
        {
            // The origin sends the next event only after this one was read: a buffer anywhere would stop it.
            Assert.Equal($"data: {i}", await stream.ReadLineAsync(RawClient.Soon));
            Assert.Equal("", await stream.ReadLineAsync(RawClient.Soon));
            next.Release();
        }

        Assert.Null(await stream.ReadLineAsync(RawClient.Soon));
    }

    [Fact]
    public async Task A_grpc_call_talks_both_ways_at_once_and_ends_with_trailers()
    {
        await using var origin = await KestrelOrigin.StartAsync(EchoFramesAsync, http2: true);
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = Http(gateway, http2: true);
        using var content = new DuplexContent("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pkg.Service/Talk") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content };
        request.Headers.TryAddWithoutValidation("TE", "trailers");

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, RawClient.Soon);
        var answer = await response.Content.ReadAsStreamAsync(RawClient.Soon);
        for (var i = 0; i < 5; i++)
        {
            byte[] frame = [0, 0, 0, 0, (byte)(i + 1), .. new byte[i + 1]];
            await content.WriteAsync(frame);
            var echoed = new byte[frame.Length];
            await answer.ReadExactlyAsync(echoed, RawClient.Soon);
            Assert.Equal(frame, echoed);
        }

        content.Complete();
        Assert.Equal(0, await answer.ReadAsync(new byte[1], RawClient.Soon));
        Assert.Equal(["0"], response.TrailingHeaders.GetValues("grpc-status"));
    }

    [Fact]
    public async Task A_grpc_error_without_a_body_keeps_its_status()
    {
        await using var origin = await KestrelOrigin.StartAsync(
            http =>
            {
                http.Response.ContentType = "application/grpc";
                http.Response.Headers["grpc-status"] = "12";
                return Task.CompletedTask;
            },
            http2: true);
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = Http(gateway, http2: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pkg.Service/No") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([0, 0, 0, 0, 0]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");

        using var response = await client.SendAsync(request, RawClient.Soon);

        Assert.Equal(["12"], response.Headers.GetValues("grpc-status"));
    }

    [Fact]
    public async Task Trailers_of_the_origin_reach_the_client()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 42\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var old = Http(gateway, http2: false);
        using var young = Http(gateway, http2: true);

        foreach (var client in new[] { old, young })
        {
            using var response = await client.GetAsync(new Uri("/", UriKind.Relative), RawClient.Soon);
            Assert.Equal("abc", await response.Content.ReadAsStringAsync(RawClient.Soon));
            Assert.Equal(["42"], response.TrailingHeaders.GetValues("X-Sum"));
        }
    }

    [Fact]
    public async Task Continue_is_said_when_the_rules_want_the_body()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRequestBodyAccess On\nSecRule ARGS:a b \"id:1,phase:1,deny,status:403\"");
        using var wanted = new RawClient(gateway.Port);

        await wanted.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        Assert.Equal(100, (await wanted.AnswerAsync())!.Status);
        await wanted.SendAsync("abc");
        Assert.Equal(200, (await wanted.AnswerAsync())!.Status);
        Assert.Null(Assert.Single(origin.Requests)["Expect"]);

        // Blocked by its head: no body is asked for.
        Assert.Equal(403, (await RawClient.AskAsync(gateway.Port, "POST /?a=b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"))!.Status);
    }

    [Fact]
    public async Task Continue_is_said_when_the_origin_wants_the_body()
    {
        await using var origin = await KestrelOrigin.StartAsync(async http =>
        {
            if (http.Request.Path == "/no") http.Response.StatusCode = 403;
            else await http.Response.WriteAsync(await new StreamReader(http.Request.Body).ReadToEndAsync());
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRequestBodyAccess Off");
        using var wanted = new RawClient(gateway.Port);
        using var refused = new RawClient(gateway.Port);

        await wanted.SendAsync("POST /yes HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        Assert.Equal(100, (await wanted.AnswerAsync())!.Status);
        await wanted.SendAsync("abc");
        Assert.Equal("abc", (await wanted.AnswerAsync())!.Text);

        await refused.SendAsync("POST /no HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
        Assert.Equal(403, (await refused.AnswerAsync())!.Status);
    }

    private static HttpClient Http(TestGateway gateway, bool http2) => new()
    {
        BaseAddress = new Uri(gateway.Url),
        DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static async Task EchoSocketAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), RawClient.Soon);
            if (received.MessageType == WebSocketMessageType.Close) break;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, RawClient.Soon);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "done", RawClient.Soon);
    }

    private static async Task EchoFramesAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.FlushAsync();
        var buffer = new byte[256];
        while (await http.Request.Body.ReadAsync(buffer) is > 0 and var length)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, length));
            await http.Response.Body.FlushAsync();
        }

        http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = "0";
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), RawClient.Soon);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return message.ToArray();
        }
    }

    /// <summary>A request body that is written while the answer is read.</summary>
    private sealed class DuplexContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DuplexContent(string type) => Headers.TryAddWithoutValidation("Content-Type", type);

        public async Task WriteAsync(byte[] bytes)
        {
            var stream = await _stream.Task.WaitAsync(RawClient.Soon);
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
        }

        public void Complete() => _complete.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _complete.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
