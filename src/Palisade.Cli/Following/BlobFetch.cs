using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Cli.Following;

/// <summary>Fetches what a snapshot needs and the disk does not have: pages, then blobs, so many at once that memory stays small and the disk is flushed seldom.</summary>
internal sealed class BlobFetch(ManagerLink link, TenantStore store)
{
    /// <summary>Bytes before packing of one question; a single blob may be larger.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    // Pages, blobs, and once more what was found damaged on the disk.
    private const int MostRounds = 4;

    /// <summary>Fetches all of it.</summary>
    /// <returns>Why the snapshot cannot be had; null when everything is here.</returns>
    public async Task<string?> RunAsync(Manifest manifest, CancellationToken stop)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var missing = store.Missing(manifest);
            if (missing.Count is 0) return null;
            foreach (var batch in Batches(missing))
            {
                var blobs = await link.BlobsAsync(store.Tenant, batch, stop);
                if (!store.TryAdd(blobs, out var refusal)) return refusal.Reason;
                // A newer snapshot may have taken its place: the next manifest says.
                if (blobs.Count < batch.Count) return $"The manager does not have {batch.Count - blobs.Count} pieces of snapshot {manifest.Header.Position} any more.";
            }
        }

        return $"Pieces of snapshot {manifest.Header.Position} are damaged on the disk again and again.";
    }

    private static IEnumerable<List<BlobReference>> Batches(IReadOnlyList<BlobReference> all)
    {
        List<BlobReference> batch = [];
        var bytes = 0L;
        foreach (var one in all)
        {
            if (batch.Count == BlobFrame.MostAsked || (batch.Count > 0 && bytes + one.Size > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(one);
            bytes += one.Size;
        }

        if (batch.Count > 0) yield return batch;
    }
}
