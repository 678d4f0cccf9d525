using System.Net;
using Palisade.Api.Accounts;
using Palisade.Manager.Delivery;
using Palisade.Manager.Metrics;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Tests.Metrics;

/// <summary>What is measured, and who may read it.</summary>
public sealed class MetricTests
{
    [Fact]
    public async Task Metrics_are_the_platforms_to_read()
    {
        await using var manager = await TestManager.StartAsync();
        var admin = await manager.SignOnAsync();
        using var stranger = manager.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics")).StatusCode);
        using var tenant = manager.Client(await manager.UserAsync(admin, "acme", "ann", new Grant(Role.TenantAdmin, "acme")));
        Assert.Equal(HttpStatusCode.Forbidden, (await tenant.GetAsync("/metrics")).StatusCode);
        using var client = manager.Client(admin);
        using var answer = await client.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("palisade_database_errors_total{by=\"api\"} 0\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^(# (HELP|TYPE) palisade_[a-z_]+ .+|palisade_[a-z_]+(\{.*\})? [0-9.e+-]+)$", line));
        Assert.Empty(manager.Errors);
    }

    [Fact]
    public void A_family_has_at_most_a_thousand_series_and_tells_what_is_left_out()
    {
        var text = new MetricText();
        text.Family("palisade_x", "gauge", "X.", Enumerable.Range(0, 1003).Select(i => (((string, string)[])[("n", $"a\"{i}\n")], (double)i)));
        var lines = text.Finish().Split('\n');
        Assert.Equal(MetricText.MostSeries, lines.Count(l => l.StartsWith("palisade_x{", StringComparison.Ordinal)));
        Assert.Contains("palisade_x{n=\"a\\\"7\\n\"} 7", lines);
        Assert.Contains("palisade_metrics_omitted_series{family=\"palisade_x\"} 3", lines);
    }

    [Fact]
    public void Each_snapshot_counts_once_for_each_gateway_that_has_it()
    {
        var (times, began) = (new Propagation(), DateTimeOffset.UnixEpoch);
        times.Published("acme", "edge", new(0, 5), began);
        times.Published("acme", "edge", new(0, 6), began.AddSeconds(1));
        times.Published("acme", "edge", new(1, 6), began.AddSeconds(1)); // signed anew
        times.InForce("acme", "edge", new SnapshotPosition(0, 4), new(1, 6), began.AddSeconds(1.2));
        times.InForce("acme", "edge", new SnapshotPosition(0, 6), new(1, 6), began.AddSeconds(9));
        times.InForce("acme", "other", default, new(1, 6), began.AddSeconds(9));
        var (buckets, sum) = times.Read();
        Assert.Equal((2, 1.4), (buckets.Sum(), Math.Round(sum, 6)));
        Assert.Equal((1, 1), (buckets[2], buckets[5]));
    }
}
