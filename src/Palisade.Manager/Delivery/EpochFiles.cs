using System.Globalization;
using System.Text;
using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>What was published of a tenant last, and by what that revision can be known again.</summary>
/// <param name="Mark">Of the revision: who changed what, and when. A database that was restored from a copy and changed since has another one.</param>
internal sealed record PublishedMark(SnapshotPosition Position, string Mark);

/// <summary>
/// Remembers, beside the database, what was published: a database that went back is found out by it, and its next snapshots get a higher epoch, so that
/// gateways take them although their revisions were there before. A file for each tenant; one that is damaged counts as none.
/// </summary>
internal sealed class EpochFiles(string folder)
{
    private const int MostBytes = 1024;

    /// <summary>What was kept last; null for nothing.</summary>
    public PublishedMark? Find(string tenant)
    {
        var file = PathOf(tenant);
        if (!File.Exists(file) || new FileInfo(file).Length > MostBytes) return null;
        return File.ReadAllText(file).Split('\n') is [var epoch, var revision, var mark, ""]
            && ulong.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var e) && ulong.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
            ? new(new(e, r), mark)
            : null;
    }

    /// <summary>Keeps it; on the disk when this returns.</summary>
    public void Keep(string tenant, PublishedMark mark)
    {
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        var text = string.Create(CultureInfo.InvariantCulture, $"{mark.Position.Epoch}\n{mark.Position.Revision}\n{mark.Mark}\n");
        AtomicFile.Write(PathOf(tenant), Encoding.UTF8.GetBytes(text), AtomicFile.Private);
    }

    private string PathOf(string tenant) => Path.Combine(folder, tenant + ".position");
}
