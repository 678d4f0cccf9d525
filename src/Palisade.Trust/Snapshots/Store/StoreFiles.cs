using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>The files of one tenant: made ready before they are read, and cleared of what nothing needs.</summary>
internal sealed class StoreFiles(string folder)
{
    public BlobFolder Blobs { get; } = new(Path.Combine(folder, BlobFolder.Name));

    public ManifestFolder Manifests { get; } = new(Path.Combine(folder, ManifestFolder.Name));

    /// <summary>Makes the folders, and removes what an interrupted writer left.</summary>
    public void Prepare(List<StoreFault> faults)
    {
        foreach (var name in new[] { BlobFolder.Name, ManifestFolder.Name })
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(path, AtomicFile.PrivateFolder);
            foreach (var file in Directory.EnumerateFiles(path, "*" + AtomicFile.TemporarySuffix))
            {
                File.Delete(file);
                faults.Add(new(StoreFaultKind.Unfinished, $"{name}/{Path.GetFileName(file)}", "The file was not finished."));
            }
        }

        faults.AddRange(Manifests.Unknown().Select(f => new StoreFault(StoreFaultKind.Unknown, $"{ManifestFolder.Name}/{f}", "This is no manifest's name.")));
    }

    /// <summary>
    /// Removes the blobs that no kept manifest names. While one of them cannot be read, nothing is removed: what it names is
    /// not known.
    /// </summary>
    /// <param name="read">Verifies a kept manifest; null when it does not verify.</param>
    /// <param name="spared">Fetched for a snapshot to come.</param>
    public void Sweep(Func<SnapshotPosition, Manifest?> read, SnapshotAssembly assembly, HashSet<BlobHash> spared)
    {
        var needed = new HashSet<BlobHash>(spared);
        foreach (var position in Manifests.List())
        {
            if (read(position) is not { } manifest || assembly.Pages(manifest) is not { } pages) return;
            needed.UnionWith(manifest.Pages.Select(p => p.Blob.Hash));
            needed.UnionWith(pages.SelectMany(p => p.Entries).Select(e => e.Blob.Hash));
        }

        foreach (var hash in Blobs.All().Where(h => !needed.Contains(h)).ToArray()) Blobs.Delete(hash);
    }
}
