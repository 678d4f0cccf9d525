using System.Globalization;
using System.Net;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Record;

public sealed class AdministrationTests
{
    [Fact]
    public async Task Health_and_metrics_are_on_a_port_of_their_own()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRule ARGS \"@contains attack\" \"id:1,phase:1,deny,status:403\"");
        using var client = new HttpClient { BaseAddress = new Uri(gateway.AdminUrl) };
        await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: a\r\n\r\n");
        await RawClient.AskAsync(gateway.Port, "GET / JUNK/1.0\r\n\r\n");

        Assert.Equal("alive\n", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        Assert.Equal("ready\n", await client.GetStringAsync(new Uri("/readyz", UriKind.Relative)));
        var metrics = await MetricsAsync(client, "palisade_requests_total{action=\"refused\",status=\"400\"} 1");
        Assert.Contains("palisade_requests_total{action=\"passed\",status=\"200\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("palisade_requests_total{action=\"blocked\",status=\"403\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("palisade_violations_total{name=\"VIOL_HTTP_PROTOCOL_BAD_HTTP_VERSION\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("palisade_request_duration_seconds_count{action=\"passed\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("# TYPE palisade_request_duration_seconds histogram\n", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_", metrics, StringComparison.Ordinal);
        Assert.All(metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'), line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_traffic_port_knows_nothing_of_them_and_they_nothing_of_it()
    {
        await using var origin = RawOrigin.Saying("the application's own");
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        using var client = new HttpClient();

        Assert.Equal("the application's own", await client.GetStringAsync(new Uri($"{gateway.Url}/metrics")));
        using var other = await client.GetAsync(new Uri($"{gateway.AdminUrl}/"));
        using var posted = await client.PostAsync(new Uri($"{gateway.AdminUrl}/metrics"), content: null);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (other.StatusCode, posted.StatusCode));
    }

    [Fact]
    public async Task A_port_in_use_leaves_nothing_open()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url);
        var admin = 0;

        await Assert.ThrowsAsync<IOException>(() => TestGateway.StartAsync(origin.Url, c =>
        {
            using var probe = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            admin = ((IPEndPoint)probe.LocalEndPoint!).Port;
            return c with { Listen = [new() { Port = gateway.Port }], Admin = new() { Port = admin } };
        }));

        using var again = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        again.Bind(new IPEndPoint(IPAddress.Loopback, admin));
    }

    private static async Task<string> MetricsAsync(HttpClient client, string until)
    {
        for (var i = 0; ; i++)
        {
            var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            if (metrics.Contains(until, StringComparison.Ordinal) || i == 100) return metrics;
            await Task.Delay(20);
        }
    }
}
