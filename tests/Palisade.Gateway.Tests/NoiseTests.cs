using System.Text;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests;

/// <summary>Whatever is thrown at the port, the gateway goes on serving.</summary>
public sealed class NoiseTests
{
    private static readonly string[] Seeds =
    [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\":[1]}",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b\0",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0\0\0\u0005\u0001\u0004\0\0\0\u0001\u0082\u0084\u0086A\u0001a",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
    ];

    [Fact]
    public async Task Random_and_bent_bytes_never_stop_it()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRequestBodyAccess On\n");
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            using var client = new RawClient(gateway.Port);
            try
            {
                await client.Stream.WriteAsync(Bent(random), RawClient.Soon);
                if (random.Next(2) == 0) client.EndSending();
                if (random.Next(2) == 0) _ = await client.Stream.ReadAsync(new byte[1000], new CancellationTokenSource(20).Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Refused, or nothing to say.
            }
        }

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
        Assert.DoesNotContain(gateway.Events, e => e.Failure is { Source: Events.EventFailureSource.Engine });
    }

    private static byte[] Bent(Random random)
    {
        if (random.Next(5) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = Encoding.Latin1.GetBytes(Seeds[random.Next(Seeds.Length)]);
        for (var changes = random.Next(4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)];
    }
}
