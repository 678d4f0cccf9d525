using System.Globalization;
using System.Text;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Trust.Tests.Snapshots;

/// <summary>A manager's side of one tenant: what is set, signed and given out; and a gateway's fetching of it.</summary>
internal sealed class Publisher(Installation installation, string tenant = "acme", string group = "edge")
{
    private readonly Dictionary<BlobHash, Blob> _blobs = [];
    private readonly SnapshotSigner _signer = new(installation.Signer());
    private SnapshotContent _signed = SnapshotContent.Empty;
    private ulong _revision;

    public SnapshotContent Content { get; private set; } = SnapshotContent.Empty;

    public ulong Epoch { get; set; }

    /// <summary>Bytes that gateways fetched, manifests included.</summary>
    public long Fetched { get; private set; }

    /// <summary>Round trips that gateways made, manifests included.</summary>
    public int Trips { get; private set; }

    /// <summary>Sets entries; a text of null takes one away.</summary>
    public Publisher Set(params (string Key, string? Text)[] entries)
    {
        var changes = entries.ToDictionary(e => e.Key, e => e.Text is null ? (BlobReference?)null : Keep(Encoding.UTF8.GetBytes(e.Text)), StringComparer.Ordinal);
        Content = Content.Change(changes);
        return this;
    }

    /// <summary>A signed manifest of what is set now.</summary>
    public byte[] Sign(ulong? revision = null)
    {
        foreach (var page in Content.PagesSince(_signed)) Keep(page.Bytes.Span);
        _signed = Content;
        _revision = revision ?? _revision + 1;
        return _signer.Sign(new(tenant, group, new(Epoch, _revision), installation.Clock.Now, default), Content);
    }

    /// <summary>Brings a snapshot to a gateway: asks what is missing until nothing is.</summary>
    public Refusal<SnapshotRefusal>? Deliver(TenantStore store, byte[] signed)
    {
        Fetch(store, signed);
        _ = store.TryAccept(signed, out _, out var refusal);
        return refusal;
    }

    public void Fetch(TenantStore store, byte[] signed)
    {
        (Fetched, Trips) = (Fetched + signed.Length, Trips + 1);
        if (!Verifier.TryReceive(signed, tenant, group, out var manifest, out _)) return;
        for (var missing = store.Missing(manifest); missing.Count > 0; missing = store.Missing(manifest))
        {
            Blob[] blobs = [.. missing.Select(m => _blobs[m.Hash])];
            (Fetched, Trips) = (Fetched + blobs.Sum(b => b.Packed.Length), Trips + 1);
            Assert.True(store.TryAdd(blobs, out var refusal), refusal?.Reason);
        }
    }

    public SnapshotVerifier Verifier { get; } = new(installation.Anchors, installation.Revocations, installation.Clock);

    public static string Text(TenantStore store, string key) =>
        store.InForce?.Content.Find(key) is { } blob && store.Read(blob) is { } content ? Encoding.UTF8.GetString(content) : "";

    /// <summary>Something of the size and shape of a site's configuration.</summary>
    public static string Site(int number, int generation = 0) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"metadata":{"name":"site-{{number}}","labels":{"team":"t{{number % 17}}"} },"spec":{"domains":["site-{{number}}.example","www.site-{{number}}.example"],
        "listeners":[{"port":443,"certificate":"cert-{{number % 100}}"}],"routes":[{"prefix":"/","pool":"pool-{{number % 500}}"},{"prefix":"/api","pool":"api-{{number % 50}}"}],
        "app_firewall":{"mode":"active","paranoia":{{1 + (number % 4)}},"threshold":{{5 + (number % 3)}} },"rate_limiter":"r{{number % 9}}"},"generation":{{generation}} }
        """);

    private BlobReference Keep(ReadOnlySpan<byte> content)
    {
        var blob = Blob.Pack(content);
        _blobs.TryAdd(blob.Hash, blob);
        return new(blob.Hash, blob.Size);
    }
}
