using System.Net;
using System.Net.Sockets;
using System.Text;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

/// <summary>A small body that was held for the rules goes to the origin together with the headers: one packet, and one wake-up there.</summary>
public sealed class HeldContentTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("Content-Length: 7\r\n\r\na=b&c=d", "a=b&c=d")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\na=b&c=d\r\n0\r\n\r\n", "7\r\na=b&c=d\r\n")]
    public async Task Headers_and_body_come_at_once(string sent, string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await TestGateway.StartAsync($"http://{listener.LocalEndpoint}", rules: "SecRequestBodyAccess On");
        var asking = RawClient.AskAsync(gateway.Port, $"POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n{sent}");

        using var origin = await listener.AcceptSocketAsync(RawClient.Soon);
        var buffer = new byte[4096];
        var first = Encoding.Latin1.GetString(buffer, 0, await origin.ReceiveAsync(buffer, RawClient.Soon));
        await origin.SendAsync(Encoding.Latin1.GetBytes(Answer), RawClient.Soon);

        Assert.Contains("\r\n\r\n" + body, first, StringComparison.Ordinal);
        Assert.Equal(200, (await asking)!.Status);
    }

    [Fact]
    public async Task An_origin_that_resets_the_connection_gives_502()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await TestGateway.StartAsync($"http://{listener.LocalEndpoint}", rules: "SecRequestBodyAccess On");
        var asking = RawClient.AskAsync(gateway.Port, "POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=b&c=d");

        using (var origin = await listener.AcceptSocketAsync(RawClient.Soon))
        {
            // Not before it is there: a reset while the connection comes about is a refusal.
            await origin.ReceiveAsync(new byte[1], RawClient.Soon);
            origin.LingerState = new LingerOption(enable: true, 0);
        }

        Assert.Equal(502, (await asking)!.Status);
        Assert.Equal("origin_reset", (await gateway.EventAsync()).Failure!.Error);
    }
}
