using System.Diagnostics.CodeAnalysis;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>
/// One tenant's snapshots on a gateway's disk, in a folder of their own. A snapshot is in force only when all of it is here
/// and verified; until then, and whatever fails, the one before stays.
/// </summary>
public sealed class TenantStore
{
    // Blobs that nothing names any more are looked for once in so many snapshots: to find them costs as much as all entries.
    private const int SweepEvery = 16;

    private readonly Lock _changing = new();
    private readonly BlobFolder _blobs;
    private readonly ManifestFolder _manifests;
    private readonly StoreFiles _files;
    private readonly SnapshotVerifier _verifier;
    private readonly HashSet<BlobHash> _added = [];
    private int _untilSweep = SweepEvery;
    private StoredSnapshot? _inForce;

    /// <summary>Names folder and owner. Nothing is read yet.</summary>
    internal TenantStore(string folder, string tenant, string group, SnapshotVerifier verifier)
    {
        (Tenant, Group, _verifier) = (tenant, group, verifier);
        _files = new(folder);
        (_blobs, _manifests) = (_files.Blobs, _files.Manifests);
    }

    /// <summary>Snapshots that are kept, the one in force included.</summary>
    public int Kept { get; internal init; } = 5;

    /// <summary>Whose snapshots.</summary>
    public string Tenant { get; }

    /// <summary>For which gateway group.</summary>
    public string Group { get; }

    /// <summary>The snapshot that was loaded or accepted last; null for none.</summary>
    public StoredSnapshot? InForce => Volatile.Read(ref _inForce);

    /// <summary>Puts the newest snapshot that verifies into force, with a report of everything that did not.</summary>
    internal LoadReport Load()
    {
        lock (_changing)
        {
            List<StoreFault> faults = [];
            try
            {
                _files.Prepare(faults);
                foreach (var position in _manifests.List())
                {
                    if (TryLoad(position, faults) is not { } snapshot) continue;
                    Volatile.Write(ref _inForce, snapshot);
                    break;
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults.Add(new(StoreFaultKind.DiskFailed, ".", fault.Message));
            }

            return new(InForce, faults);
        }
    }

    /// <summary>What has to be fetched for a manifest: its missing pages, and once those are added, the missing blobs they name. Empty when all is here.</summary>
    public IReadOnlyList<BlobReference> Missing(Manifest manifest)
    {
        lock (_changing) return Assembly().Missing(manifest);
    }

    /// <summary>Keeps blobs that were fetched, after each was unpacked and found to be what was asked for.</summary>
    public bool TryAdd(IReadOnlyCollection<Blob> blobs, [NotNullWhen(false)] out Refusal<SnapshotRefusal>? refusal)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        var wrong = blobs.FirstOrDefault(b => Blob.TryUnpack(b.Packed.Span, b.Size, b.Hash) is null);
        refusal = wrong is not null ? new(SnapshotRefusal.BlobDamaged, $"What came for {wrong.Hash} is something else.") : OnDisk(() => _blobs.Add(blobs));
        if (refusal is not null) return false;
        lock (_changing) _added.UnionWith(blobs.Select(b => b.Hash));
        return true;
    }

    /// <summary>Puts a snapshot into force: verified, newer than every one before, all of it here; then written, then in force.</summary>
    public bool TryAccept(ReadOnlyMemory<byte> signed, [NotNullWhen(true)] out StoredSnapshot? snapshot, [NotNullWhen(false)] out Refusal<SnapshotRefusal>? refusal)
    {
        snapshot = null;
        if (!_verifier.TryReceive(signed, Tenant, Group, out var manifest, out refusal)) return false;
        StoredSnapshot? accepted = null;
        Refusal<SnapshotRefusal>? refused = null;
        lock (_changing) refusal = OnDisk(() => accepted = Accept(manifest, out refused)) ?? refused;
        snapshot = accepted;
        return snapshot is not null;
    }

    /// <summary>The content of a blob; null when it is missing or damaged, which a fresh fetch mends.</summary>
    public byte[]? Read(BlobReference blob) => _blobs.TryRead(blob, out var content, out _) ? content : null;

    private SnapshotAssembly Assembly() => new(_blobs, InForce?.Content ?? SnapshotContent.Empty);

    private StoredSnapshot? TryLoad(SnapshotPosition position, List<StoreFault> faults)
    {
        var file = ManifestFolder.FileOf(position);
        if (_manifests.TryRead(position) is not { } bytes) faults.Add(new(StoreFaultKind.Manifest, file, "The manifest cannot be read, or is too long."));
        else if (!_verifier.TryReload(bytes, Tenant, Group, out var manifest, out var refusal)) Refused(position, refusal, faults);
        else if (manifest.Header.Position != position) faults.Add(new(StoreFaultKind.Manifest, file, $"The manifest is that of {manifest.Header.Position}."));
        else if (Assembly().Build(manifest, faults) is { } content) return new(manifest, content);
        return null;
    }

    private void Refused(SnapshotPosition position, Refusal<SnapshotRefusal> refusal, List<StoreFault> faults)
    {
        faults.Add(new(StoreFaultKind.Manifest, ManifestFolder.FileOf(position), refusal.Reason));
        // Another tenant's was never had: its name must not keep out this tenant's own.
        if (refusal.Kind is SnapshotRefusal.WrongTenant) _manifests.Delete([position]);
    }

    private StoredSnapshot? Accept(Manifest manifest, out Refusal<SnapshotRefusal>? refusal)
    {
        refusal = Order.Refuse(manifest, InForce?.Manifest, _manifests);
        if (refusal is not null) return null;
        List<StoreFault> faults = [];
        if (Assembly().Build(manifest, faults) is not { } content)
        {
            refusal = faults[0].ToRefusal();
            return null;
        }

        _manifests.Write(manifest);
        var snapshot = new StoredSnapshot(manifest, content);
        Volatile.Write(ref _inForce, snapshot);
        _added.Clear();
        // What cannot be removed now is removed another time.
        _ = OnDisk(Tidy);
        return snapshot;
    }

    private void Tidy()
    {
        _manifests.Delete(_manifests.List().Skip(Kept));
        if (--_untilSweep > 0) return;
        _untilSweep = SweepEvery;
        _files.Sweep(p => _verifier.TryReload(_manifests.TryRead(p) ?? [], Tenant, Group, out var manifest, out _) ? manifest : null, Assembly(), _added);
    }

    private static Refusal<SnapshotRefusal>? OnDisk(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(SnapshotRefusal.DiskFailed, fault.Message);
        }
    }
}
