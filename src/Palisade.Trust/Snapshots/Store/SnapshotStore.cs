using Palisade.Trust.Disk;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>All tenants' snapshots on a gateway's disk: a folder for each, named as the tenant. What happens in one folder concerns its tenant only.</summary>
public sealed class SnapshotStore(string folder, string group, SnapshotVerifier verifier)
{
    /// <summary>Snapshots of each tenant that are kept, the one in force included. 2 or more. Default 5.</summary>
    public int Kept { get; init; } = 5;

    // Its time of writing says since when there is anything of the tenant; it is written once.
    private const string Since = "since";

    /// <summary>The tenants of whom there is anything, those first that came first. Folders that are no tenant's are left alone.</summary>
    public IReadOnlyList<string> Tenants() =>
        Directory.Exists(folder)
            ? [.. new DirectoryInfo(folder).EnumerateDirectories().Where(f => Identity.IsSegment(f.Name)).OrderBy(CameAt).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name)]
            : [];

    /// <summary>Opens one tenant's store and puts its newest good snapshot into force. Opened once in a process.</summary>
    /// <param name="report">What was found. A store without a snapshot can be used: it waits for its first.</param>
    public TenantStore Open(string tenant, out LoadReport report)
    {
        if (!Identity.IsSegment(tenant)) throw new ArgumentException("A tenant has 1 to 128 letters, digits, '-', '_' and '.'.", nameof(tenant));
        var store = new TenantStore(Path.Combine(folder, tenant), tenant, group, verifier) { Kept = Kept };
        report = store.Load();
        Note(Path.Combine(folder, tenant, Since));
        return store;
    }

    /// <summary>Removes everything of a tenant that is no longer served here.</summary>
    public void Remove(string tenant)
    {
        if (!Identity.IsSegment(tenant)) throw new ArgumentException("A tenant has 1 to 128 letters, digits, '-', '_' and '.'.", nameof(tenant));
        var path = Path.Combine(folder, tenant);
        if (!Directory.Exists(path)) return;
        Directory.Delete(path, recursive: true);
        FolderSync.Flush(folder);
    }

    private static DateTime CameAt(DirectoryInfo tenant)
    {
        var since = new FileInfo(Path.Combine(tenant.FullName, Since));
        return since.Exists ? since.LastWriteTimeUtc : DateTime.MaxValue;
    }

    private static void Note(string since)
    {
        try
        {
            if (!File.Exists(since)) AtomicFile.Write(since, [], AtomicFile.Private);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Without it the tenant comes last at the next start. What else the disk does not take, others say.
        }
    }
}
