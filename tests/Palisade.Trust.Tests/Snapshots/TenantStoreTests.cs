using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Trust.Tests.Snapshots;

public sealed class TenantStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();
    private readonly Publisher _publisher;

    public TenantStoreTests() => _publisher = new Publisher(_installation).Set(("site/a", "A1"), ("site/b", "B1"));

    [Fact]
    public void A_snapshot_is_delivered_and_loaded_again()
    {
        var store = Open();
        Assert.Null(_publisher.Deliver(store, _publisher.Sign()));

        var again = Open(out var report);

        Assert.Empty(report.Faults);
        Assert.Equal(("A1", "B1", ""), (Publisher.Text(again, "site/a"), Publisher.Text(again, "site/b"), Publisher.Text(again, "site/c")));
        Assert.All(Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories), f => Assert.Equal(AtomicFile.Private, File.GetUnixFileMode(f)));
        Assert.Equal(AtomicFile.PrivateFolder, File.GetUnixFileMode(Path.Combine(_folder.Root, "acme", "blobs")));
    }

    [Fact]
    public void Only_what_changed_is_fetched()
    {
        var store = Open();
        _publisher.Deliver(store, _publisher.Sign());
        Assert.True(_publisher.Verifier.TryReceive(_publisher.Set(("site/a", "A2")).Sign(), "acme", "edge", out var next, out _));

        var page = Assert.Single(store.Missing(next));

        Assert.Equal(_publisher.Content.Pages[0].Reference, page);
        Assert.True(store.TryAdd([Blob.Pack(_publisher.Content.Pages[0].Bytes.Span)], out _));
        Assert.Equal(BlobHash.Of("A2"u8), Assert.Single(store.Missing(next)).Hash);
        Assert.Equal("A1", Publisher.Text(store, "site/a"));
    }

    [Fact]
    public void Replays_are_refused_also_after_a_restart()
    {
        var (first, second) = (_publisher.Sign(), _publisher.Set(("site/a", "A2")).Sign());
        var store = Open();
        _publisher.Deliver(store, first);
        _publisher.Deliver(store, second);

        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, first)!.Kind);
        Assert.Equal(SnapshotRefusal.InForce, _publisher.Deliver(store, second)!.Kind);
        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(Open(), first)!.Kind);
        Assert.Equal("A2", Publisher.Text(store, "site/a"));
    }

    [Fact]
    public void Another_snapshot_of_the_same_revision_is_refused()
    {
        var store = Open();
        _publisher.Deliver(store, _publisher.Sign(7));

        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, _publisher.Set(("site/a", "A2")).Sign(7))!.Kind);
    }

    [Fact]
    public void A_rollback_goes_back_once_and_neither_side_of_it_can_be_replayed()
    {
        var store = Open();
        var old = _publisher.Sign(40);
        var late = _publisher.Set(("site/a", "bad")).Sign(50);
        _publisher.Deliver(store, late);
        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, old)!.Kind);

        _publisher.Epoch = 1;
        var rollback = _publisher.Set(("site/a", "A1")).Sign(40);
        Assert.Null(_publisher.Deliver(store, rollback));
        Assert.Null(_publisher.Deliver(store, _publisher.Set(("site/a", "A3")).Sign(41)));

        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, rollback)!.Kind);
        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, late)!.Kind);
        Assert.Equal("A3", Publisher.Text(store, "site/a"));
    }

    [Fact]
    public void A_snapshot_with_a_piece_missing_is_not_taken()
    {
        var store = Open();
        _publisher.Deliver(store, _publisher.Sign());
        var next = _publisher.Set(("site/a", "A2")).Sign();

        Assert.False(store.TryAccept(next, out _, out var refusal));

        Assert.Equal(SnapshotRefusal.BlobMissing, refusal.Kind);
        Assert.Equal("A1", Publisher.Text(store, "site/a"));
        Assert.Null(_publisher.Deliver(store, next));
    }

    [Fact]
    public void A_piece_that_is_something_else_is_not_kept()
    {
        var store = Open();
        var good = Blob.Pack("good"u8);

        Assert.False(store.TryAdd([good, good with { Packed = Blob.Pack("evil"u8).Packed }], out var refusal));

        Assert.Equal(SnapshotRefusal.BlobDamaged, refusal.Kind);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Root, "acme", "blobs")));
    }

    [Fact]
    public void A_partial_download_is_taken_up_where_it_ended()
    {
        var store = Open();
        var signed = _publisher.Sign();
        Assert.True(_publisher.Verifier.TryReceive(signed, "acme", "edge", out var manifest, out _));
        store.TryAdd([Blob.Pack(_publisher.Content.Pages[0].Bytes.Span)], out _);
        store.TryAdd([Blob.Pack("A1"u8)], out _);

        var restarted = Open();

        Assert.Equal(BlobHash.Of("B1"u8), Assert.Single(restarted.Missing(manifest)).Hash);
        Assert.Null(_publisher.Deliver(restarted, signed));
    }

    [Fact]
    public void Old_snapshots_and_what_only_they_named_are_removed()
    {
        var store = Open();
        for (var i = 0; i < 40; i++) Assert.Null(_publisher.Deliver(store, _publisher.Set(("site/a", $"A{i}")).Sign()));

        Assert.Equal(5, Directory.GetFiles(Path.Combine(_folder.Root, "acme", "manifests")).Length);
        // 40 rounds, swept after the 32nd: what five snapshots name and eight made since, a page and an entry each, and what never changed.
        Assert.InRange(Directory.GetFiles(Path.Combine(_folder.Root, "acme", "blobs")).Length, 11, (2 * (5 + 8)) + 1);
        Assert.Equal(("A39", "B1"), (Publisher.Text(Open(), "site/a"), Publisher.Text(Open(), "site/b")));
    }

    public void Dispose()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    private TenantStore Open() => Open(out _);

    private TenantStore Open(out LoadReport report) => new SnapshotStore(_folder.Root, "edge", _publisher.Verifier).Open("acme", out report);
}
