using System.Diagnostics;
using Palisade.Trust.Snapshots.Store;
using Xunit.Abstractions;

namespace Palisade.Trust.Tests.Snapshots;

/// <summary>What one change costs among 10,000 entries. Bytes are held; times are printed, since they are the machine's.</summary>
public sealed class SnapshotCostTests(ITestOutputHelper output) : IDisposable
{
    private const int Entries = 10_000;
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();

    [Fact]
    public void The_cost_of_a_change_is_that_of_the_change()
    {
        var publisher = new Publisher(_installation);
        Timed("set 10,000 entries", () => publisher.Set([.. Enumerable.Range(0, Entries).Select(i => ($"site/site-{i}", (string?)Publisher.Site(i)))]));
        var store = Open(publisher, out _);
        var first = publisher.Sign();
        Timed("deliver all to an empty gateway", () => Assert.Null(publisher.Deliver(store, first)));
        var everything = publisher.Fetched;

        var changed = Timed("set one entry and sign", () => publisher.Set(("site/site-5000", Publisher.Site(5000, 1))).Sign());
        Timed("deliver the change", () => Assert.Null(publisher.Deliver(store, changed)));
        var change = publisher.Fetched - everything;
        for (var i = 2; i < 12; i++)
        {
            var next = publisher.Set(("site/site-5000", Publisher.Site(5000, i))).Sign();
            Timed("deliver another change", () => Assert.Null(publisher.Deliver(store, next)));
        }

        output.WriteLine($"everything {everything:#,0} bytes, one change {change:#,0} bytes, manifest {changed.Length:#,0}, pages {publisher.Content.Pages.Count}");
        TenantStore? cold = null;
        Timed("cold start from the disk", () => cold = Open(publisher, out var report));
        Assert.Equal(Publisher.Site(5000, 11), Publisher.Text(cold!, "site/site-5000"));
        Assert.InRange(change, 1, 24 * 1024);
        Assert.True(everything > 50 * change);
    }

    public void Dispose()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    private TenantStore Open(Publisher publisher, out LoadReport report) => new SnapshotStore(_folder.Root, "edge", publisher.Verifier).Open("acme", out report);

    private void Timed(string what, Action work) => Timed(what, () =>
    {
        work();
        return 0;
    });

    private T Timed<T>(string what, Func<T> work)
    {
        var (start, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = work();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:#,0.0} ms, processor time of all tests meanwhile {(Environment.CpuUsage.TotalTime - spent).TotalMilliseconds:#,0.0} ms");
        return result;
    }
}
