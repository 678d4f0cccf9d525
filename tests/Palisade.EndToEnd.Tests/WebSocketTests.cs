using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>WebSockets keep their messages, their kinds and the reason they end.</summary>
public sealed class WebSocketTests
{
    private const WebSocketCloseStatus OurReason = (WebSocketCloseStatus)4321;

    [Theory]
    [InlineData(WebSocketMessageType.Text, 5)]
    [InlineData(WebSocketMessageType.Binary, 200_000)]
    public async Task Messages_come_back_as_they_were_sent(WebSocketMessageType kind, int length)
    {
        await using var origin = await Origin.StartAsync(EchoAsync);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);
        using var limit = new CancellationTokenSource(Command.Limit);
        using var socket = await ConnectAsync(gateway, limit.Token);
        var sent = Enumerable.Range(0, length).Select(i => kind is WebSocketMessageType.Text ? (byte)('a' + (i % 26)) : (byte)i).ToArray();

        await socket.SendAsync(sent, kind, endOfMessage: true, limit.Token);
        var (received, receivedKind) = await ReceiveAsync(socket, limit.Token);

        Assert.Equal(kind, receivedKind);
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task The_clients_reason_to_close_reaches_the_origin_and_the_answer_comes_back()
    {
        await using var origin = await Origin.StartAsync(EchoAsync);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);
        using var limit = new CancellationTokenSource(Command.Limit);
        using var socket = await ConnectAsync(gateway, limit.Token);

        await socket.CloseAsync(OurReason, "enough", limit.Token);

        Assert.Equal(OurReason, socket.CloseStatus);
        Assert.Equal("heard: enough", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task The_origins_reason_to_close_reaches_the_client()
    {
        await using var origin = await Origin.StartAsync(EchoAsync);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);
        using var limit = new CancellationTokenSource(Command.Limit);
        using var socket = await ConnectAsync(gateway, limit.Token);

        await socket.SendAsync("close"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        var (_, kind) = await ReceiveAsync(socket, limit.Token);

        Assert.Equal(WebSocketMessageType.Close, kind);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        Assert.Equal("asked to", socket.CloseStatusDescription);
    }

    private static async Task<ClientWebSocket> ConnectAsync(Gateway gateway, CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(gateway.Url) { Scheme = "ws", Path = "/socket" }.Uri, stop);
        return socket;
    }

    private static async Task<(byte[] Message, WebSocketMessageType Kind)> ReceiveAsync(WebSocket socket, CancellationToken stop)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, stop);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return (message.ToArray(), part.MessageType);
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var stop = context.RequestAborted;
        while (true)
        {
            var (message, kind) = await ReceiveAsync(socket, stop);
            if (kind is WebSocketMessageType.Close)
            {
                await socket.CloseAsync(socket.CloseStatus!.Value, $"heard: {socket.CloseStatusDescription}", stop);
                return;
            }

            if (Encoding.UTF8.GetString(message) is "close")
            {
                await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "asked to", stop);
                return;
            }

            await socket.SendAsync(message, kind, endOfMessage: true, stop);
        }
    }
}
