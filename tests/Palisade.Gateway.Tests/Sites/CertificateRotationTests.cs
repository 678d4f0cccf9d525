using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Sites;

public sealed class CertificateRotationTests
{
    private const int Rotations = 25;

    [Fact]
    public async Task Certificates_change_under_load_and_no_connection_and_no_handshake_is_lost()
    {
        await using var origin = RawOrigin.Saying("hello");
        // The same pool throughout, as a tenant's change of a certificate leaves it.
        var pool = Some.Pool(origin.Port);
        ReadySite Shop(int number) => Some.Site("acme", "shop", "domains: [shop.example]", pool, certificates: [CertificateOf.Ready("shop.example", $"n{number}.example")]);
        var sites = Some.Sites(Shop(0));
        await using var gateway = await TestGateway.StartAsync(sites, c => c with { Listen = [new() { Port = 0, Tls = true }] });
        using var stop = new CancellationTokenSource();
        var progress = new int[2];
        Task<int>[] load =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => KeepAsync(gateway.Port, () => Interlocked.Increment(ref progress[0]), stop.Token))),
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ConnectAgainAsync(gateway.Port, () => Interlocked.Increment(ref progress[1]), stop.Token))),
        ];

        for (var i = 1; i <= Rotations; i++)
        {
            sites.Publish(Some.Tenant("acme", Shop(i)));
            // Until both kinds of client went on with it.
            var (requests, handshakes) = (Volatile.Read(ref progress[0]), Volatile.Read(ref progress[1]));
            for (var waited = 0; waited < 2000 && !load.Any(t => t.IsCompleted) && (Volatile.Read(ref progress[0]) <= requests + 3 || Volatile.Read(ref progress[1]) <= handshakes + 1); waited++) await Task.Delay(10);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(load), count => Assert.True(count > Rotations, $"{count} requests"));
        await using var last = await ConnectAsync(gateway.Port);
        Assert.Contains($"n{Rotations}.example", Names(last));
    }

    // One connection from the beginning to the end.
    private static async Task<int> KeepAsync(int port, Action done, CancellationToken stop)
    {
        await using var stream = await ConnectAsync(port);
        var (reader, count) = (new RawReader(stream), 0);
        for (; !stop.IsCancellationRequested; count++)
        {
            await AskAsync(stream, reader);
            done();
        }

        return count;
    }

    private static async Task<int> ConnectAgainAsync(int port, Action done, CancellationToken stop)
    {
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await using var stream = await ConnectAsync(port);
            Assert.Contains("shop.example", Names(stream));
            await AskAsync(stream, new RawReader(stream));
            done();
        }

        return count;
    }

    private static async Task AskAsync(SslStream stream, RawReader reader)
    {
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"u8.ToArray(), RawClient.Soon);
        Assert.Equal(200, (await reader.ResponseAsync(RawClient.Soon))?.Status);
    }

    private static IEnumerable<string> Names(SslStream stream) => ((X509Certificate2)stream.RemoteCertificate!).Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();

    private static async Task<SslStream> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "shop.example", RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null }, RawClient.Soon);
        return stream;
    }
}
