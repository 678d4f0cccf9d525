using System.Globalization;
using System.Text;
using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Sandbox;

/// <summary>What is remembered of a tenant's trials over a restart.</summary>
/// <param name="Passed">The last snapshot that gateways may have; null for none.</param>
/// <param name="Refused">The last one that was refused; null for none.</param>
internal sealed record KeptVerdict(SnapshotPosition? Passed, SnapshotPosition? Refused, string Reason);

/// <summary>
/// Remembers what passed last and what was refused last, a file for each tenant: a manager that starts must not publish what a sandbox refused before. One that is
/// damaged counts as none.
/// </summary>
internal sealed class VerdictFiles(string folder)
{
    private const int MostBytes = 4096;

    /// <summary>What was kept last; null for nothing.</summary>
    public KeptVerdict? Find(string tenant)
    {
        var file = PathOf(tenant);
        if (!File.Exists(file) || new FileInfo(file).Length > MostBytes) return null;
        return File.ReadAllText(file).Split('\n') is [var passed, var refused, var reason, ""] ? new(Read(passed), Read(refused), reason) : null;
    }

    /// <summary>Keeps it; on the disk when this returns.</summary>
    public void Keep(string tenant, KeptVerdict verdict)
    {
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        var reason = verdict.Reason.ReplaceLineEndings(" ");
        AtomicFile.Write(PathOf(tenant), Encoding.UTF8.GetBytes($"{verdict.Passed}\n{verdict.Refused}\n{reason[..Math.Min(reason.Length, MostBytes / 8)]}\n"), AtomicFile.Private);
    }

    private static SnapshotPosition? Read(string text) =>
        text.Split('.') is [var epoch, var revision]
        && ulong.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var e) && ulong.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
            ? new(e, r)
            : null;

    private string PathOf(string tenant) => Path.Combine(folder, tenant + ".verdict");
}
