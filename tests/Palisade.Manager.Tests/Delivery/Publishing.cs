using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Manager.Delivery;
using Palisade.Manager.Enrolment;
using Palisade.Manager.Sandbox;
using Palisade.Storage;
using Palisade.Storage.Databases;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Tests.Delivery;

/// <summary>A store in SQLite, an authority, and the snapshots of both.</summary>
internal sealed class Publishing : IAsyncDisposable
{
    private Publishing(ObjectStore store, ManagerTrust trust, SandboxDesk desk, Publisher publisher) =>
        (Store, Trust, Desk, Publisher, Verifier) = (store, trust, desk, publisher, new(trust.Anchors, trust.Revocations, TimeProvider.System));

    public ObjectStore Store { get; }

    public ManagerTrust Trust { get; }

    public SandboxDesk Desk { get; }

    public Publisher Publisher { get; }

    public SnapshotVerifier Verifier { get; }

    public static async Task<Publishing> StartAsync(DataFolder data, string database = "objects.db", PublisherOptions? options = null, SandboxOptions? sandbox = null)
    {
        var store = await ObjectStore.OpenAsync(new SqliteDatabase(data.At(database)));
        var trust = ManagerTrust.Open(new() { Folder = data.At("data") }, TimeProvider.System);
        var desk = new SandboxDesk(sandbox ?? new(), data.At("data", "published"), TimeProvider.System, NullLogger<SandboxDesk>.Instance);
        return new(store, trust, desk, new(store, data.At("data", "published"), () => trust.Signer, desk, TimeProvider.System, NullLogger<Publisher>.Instance, options));
    }

    /// <summary>The snapshot of a revision or a later one.</summary>
    public async Task<PublishedSnapshot> SnapshotAsync(long revision, string tenant = "acme", string group = "edge", ulong epoch = 0) => await Written.UntilAsync(
        async () => await Publisher.SnapshotAsync(tenant, group, default) is { } snapshot && snapshot.Position >= new SnapshotPosition(epoch, (ulong)revision) ? snapshot : null,
        $"revision {revision} of {tenant}");

    public Manifest Verify(PublishedSnapshot snapshot, string tenant = "acme", string group = "edge")
    {
        Assert.True(Verifier.TryReceive(snapshot.Manifest, tenant, group, out var manifest, out var refusal), refusal?.Reason);
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await Publisher.DisposeAsync();
        Trust.Dispose();
        await Store.DisposeAsync();
    }
}
