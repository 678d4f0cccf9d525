using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Trust.Tests.Snapshots;

/// <summary>Disks that lie, writers that died, and tenants beside each other.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();
    private readonly Publisher _publisher;
    private readonly List<byte[]> _signed = [];

    public DamagedStoreTests()
    {
        _publisher = new(_installation);
        var store = Open(out _);
        for (var i = 1; i <= 3; i++)
        {
            _signed.Add(_publisher.Set(("site/a", $"A{i}"), ("site/b", "B")).Sign());
            Assert.Null(_publisher.Deliver(store, _signed[^1]));
        }
    }

    private string Newest => Directory.GetFiles(Path.Combine(_folder.Root, "acme", "manifests")).Order(StringComparer.Ordinal).Last();

    [Fact]
    public void Every_damage_to_the_newest_manifest_falls_back_to_the_one_before_and_says_so()
    {
        var whole = File.ReadAllBytes(Newest);
        for (var at = 0; at < whole.Length; at += 23)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(Newest, at % 2 is 0 ? damaged : whole[..at]);

            var store = Open(out var report);

            Assert.Equal("A2", Publisher.Text(store, "site/a"));
            var fault = Assert.Single(report.Faults);
            Assert.Equal((StoreFaultKind.Manifest, $"manifests/{Path.GetFileName(Newest)}"), (fault.Kind, fault.File));
        }
    }

    [Fact]
    public void After_a_fall_back_older_ones_are_still_refused_and_the_same_again_mends_it()
    {
        File.WriteAllBytes(Newest, [1, 2, 3]);
        var store = Open(out _);

        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, _signed[0])!.Kind);
        Assert.Equal(SnapshotRefusal.InForce, _publisher.Deliver(store, _signed[1])!.Kind);
        Assert.Null(_publisher.Deliver(store, _signed[2]));

        Assert.Equal("A3", Publisher.Text(Open(out var report), "site/a"));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public void When_every_manifest_is_damaged_old_ones_are_still_refused()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Root, "acme", "manifests"))) File.WriteAllText(file, "");
        var store = Open(out var report);

        Assert.Null(report.Snapshot);
        Assert.Equal(3, report.Faults.Count);
        Assert.Equal(SnapshotRefusal.NotNewer, _publisher.Deliver(store, _signed[1])!.Kind);
        Assert.Null(_publisher.Deliver(store, _signed[2]));
    }

    [Theory]
    [InlineData(false, StoreFaultKind.BlobMissing)]
    [InlineData(true, StoreFaultKind.BlobDamaged)]
    public void A_missing_or_damaged_piece_falls_back_names_the_file_and_is_fetched_again(bool damaged, StoreFaultKind expected)
    {
        var piece = Path.Combine(_folder.Root, "acme", "blobs", Trust.Snapshots.Blobs.BlobHash.Of("A3"u8).ToString());
        if (damaged) File.WriteAllText(piece, "x");
        else File.Delete(piece);

        var store = Open(out var report);

        Assert.Equal("A2", Publisher.Text(store, "site/a"));
        var fault = Assert.Single(report.Faults);
        Assert.Equal((expected, $"blobs/{Path.GetFileName(piece)}"), (fault.Kind, fault.File));
        Assert.Null(_publisher.Deliver(store, _signed[2]));
        Assert.Equal("A3", Publisher.Text(store, "site/a"));
    }

    [Fact]
    public void A_manifest_under_another_ones_name_is_not_loaded()
    {
        File.Copy(Newest, Path.Combine(Path.GetDirectoryName(Newest)!, $"{0:D20}-{99:D20}.manifest"));

        var store = Open(out var report);

        Assert.Equal("A3", Publisher.Text(store, "site/a"));
        Assert.Contains("0.3", Assert.Single(report.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_writer_left_that_died_is_removed_and_reported_and_harms_nothing()
    {
        File.WriteAllText(Newest + ".0123456789ab.unfinished", "half a mani");
        File.WriteAllText(Path.Combine(_folder.Root, "acme", "blobs", "feed.0123456789ab.unfinished"), "");
        File.WriteAllText(Path.Combine(_folder.Root, "acme", "manifests", "notes.txt"), "mine");

        var store = Open(out var report);

        Assert.Equal("A3", Publisher.Text(store, "site/a"));
        Assert.Equal(
            [StoreFaultKind.Unfinished, StoreFaultKind.Unfinished, StoreFaultKind.Unknown],
            report.Faults.Select(f => f.Kind).Order());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Root, "acme", "manifests", "notes.txt")));
        Open(out var again);
        Assert.Single(again.Faults);
    }

    [Fact]
    public void A_writer_that_died_before_the_manifest_was_written_leaves_the_one_before_in_force()
    {
        var next = _publisher.Set(("site/a", "A4")).Sign();
        _publisher.Fetch(Open(out _), next);

        var store = Open(out var report);

        Assert.Equal("A3", Publisher.Text(store, "site/a"));
        Assert.Empty(report.Faults);
        Assert.True(store.TryAccept(next, out _, out _));
    }

    [Fact]
    public void One_tenants_broken_disk_is_no_other_tenants_matter()
    {
        var rival = new Publisher(_installation, tenant: "rival").Set(("site/r", "R"));
        var all = new SnapshotStore(_folder.Root, "edge", rival.Verifier);
        Assert.Null(rival.Deliver(all.Open("rival", out _), rival.Sign()));
        var manifests = Path.Combine(_folder.Root, "acme", "manifests");
        Directory.Delete(manifests, recursive: true);
        File.WriteAllText(manifests, "no folder");

        var reports = all.Tenants().ToDictionary(t => t, t => (Store: all.Open(t, out var report), Report: report), StringComparer.Ordinal);

        Assert.Equal(["acme", "rival"], reports.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(StoreFaultKind.DiskFailed, Assert.Single(reports["acme"].Report.Faults).Kind);
        Assert.Empty(reports["rival"].Report.Faults);
        Assert.Equal("R", Publisher.Text(reports["rival"].Store, "site/r"));
        Assert.Equal(SnapshotRefusal.DiskFailed, _publisher.Deliver(reports["acme"].Store, _signed[2])!.Kind);
    }

    [Fact]
    public void A_snapshot_put_into_another_tenants_folder_is_not_loaded()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, "rival"));
        foreach (var part in new[] { "blobs", "manifests" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Root, "rival", part));
            foreach (var file in Directory.GetFiles(Path.Combine(_folder.Root, "acme", part))) File.Copy(file, file.Replace("/acme/", "/rival/", StringComparison.Ordinal));
        }

        var rival = new Publisher(_installation, tenant: "rival").Set(("site/r", "R"));
        var store = new SnapshotStore(_folder.Root, "edge", rival.Verifier).Open("rival", out var report);

        Assert.Null(report.Snapshot);
        // Its own comes in, though the others were of higher revisions.
        Assert.Null(rival.Deliver(store, rival.Sign()));
        Assert.Equal("R", Publisher.Text(store, "site/r"));
        Assert.Equal(3, report.Faults.Count(f => f.Reason.Contains("acme", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tenants_are_in_the_order_in_which_they_came()
    {
        foreach (var tenant in (string[])["zebra", "badger", "mole"])
        {
            new SnapshotStore(_folder.Root, "edge", _publisher.Verifier).Open(tenant, out _);
            // Files that are written in one tick of the clock have one time.
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Root, tenant, "since"), new DateTime(2026, 1, 1 + tenant.Length, 0, 0, 0, DateTimeKind.Utc));
        }

        new SnapshotStore(_folder.Root, "edge", _publisher.Verifier).Open("zebra", out _);

        Assert.Equal(["mole", "zebra", "badger"], new SnapshotStore(_folder.Root, "edge", _publisher.Verifier).Tenants().Where(t => t != "acme"));
    }

    [Fact]
    public void A_removed_tenant_leaves_nothing()
    {
        var all = new SnapshotStore(_folder.Root, "edge", _publisher.Verifier);

        all.Remove("acme");
        all.Remove("acme");

        Assert.Empty(all.Tenants());
        Assert.Throws<ArgumentException>(() => all.Remove(".."));
    }

    public void Dispose()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    private TenantStore Open(out LoadReport report) => new SnapshotStore(_folder.Root, "edge", _publisher.Verifier).Open("acme", out report);
}
