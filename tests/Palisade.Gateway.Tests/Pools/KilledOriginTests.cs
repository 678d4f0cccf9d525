using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Pools;

public sealed class KilledOriginTests
{
    [Theory]
    [InlineData("GET", false)]
    [InlineData("GET", true)]
    [InlineData("PUT", true)]
    public async Task An_origin_that_is_reset_in_the_middle_of_requests_costs_no_client_one(string method, bool silentFirst)
    {
        await using var stays = RawOrigin.Saying("stays");
        var sockets = new ConcurrentBag<TcpClient>();
        using var killed = new CancellationTokenSource();
        var dies = new TcpListener(IPAddress.Loopback, 0);
        dies.Start();
        var serving = ServeAsync(dies, sockets, silentFirst, killed.Token);
        var pool = Some.Pool([((IPEndPoint)dies.LocalEndpoint).Port, stays.Port], "retries: {attempts: 1}\noutlier_ejection: {consecutive_failures: 3}");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", pool)));
        using var stop = new CancellationTokenSource();
        var count = 0;
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var client = new RawClient(gateway.Port);
            while (!stop.IsCancellationRequested)
            {
                await client.SendAsync($"{method} / HTTP/1.1\r\nHost: shop.example\r\n{(method is "PUT" ? "Content-Length: 2\r\n\r\nhi" : "\r\n")}");
                Assert.Equal(200, (await client.AnswerAsync())?.Status);
                Interlocked.Increment(ref count);
            }
        })).ToArray();

        await UntilAsync(() => Volatile.Read(ref count) > 40 || clients.Any(c => c.IsCompleted));
        await killed.CancelAsync();
        dies.Stop();
        // As when a machine loses its process: no goodbye, whatever was under way.
        foreach (var socket in sockets)
        {
            socket.Client.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }

        var before = Volatile.Read(ref count);
        await UntilAsync(() => Volatile.Read(ref count) > before + 100 || clients.Any(c => c.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await serving;
        dies.Dispose();
    }

    private static async Task ServeAsync(TcpListener listener, ConcurrentBag<TcpClient> sockets, bool slow, CancellationToken stop)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                sockets.Add(client);
                talks.Add(TalkAsync(client, slow, stop));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private static async Task TalkAsync(TcpClient client, bool slow, CancellationToken stop)
    {
        try
        {
            var reader = new RawReader(client.GetStream());
            while (await reader.RequestAsync(stop) is not null)
            {
                if (slow) await Task.Delay(5, stop);
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndies"u8.ToArray(), stop);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
            // Killed.
        }
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 3000 && !done(); i++) await Task.Delay(10);
    }
}
