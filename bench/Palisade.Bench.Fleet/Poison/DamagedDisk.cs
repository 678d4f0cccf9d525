using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>Snapshots that were cut, altered or swapped on a gateway's disk while it did not run: it starts without them, and has them anew from its manager.</summary>
internal sealed class DamagedDisk(RunningFleet fleet, PoisonWalk walk, Bounds bounds)
{
    private static readonly (string Name, Action<DirectoryInfo, DirectoryInfo> Damage)[] Kinds =
    [
        ("snapshots that are cut", (own, _) => Each(own, bytes => bytes[..(bytes.Length / 2)])),
        ("snapshots of no bytes", (own, _) => Each(own, bytes => [])),
        ("snapshots with a byte that is another", (own, _) => Each(own, Altered)),
        ("forged snapshots: of another tenant", Swap),
    ];

    /// <summary>All kinds at once, each of a tenant of its own, and one start of the gateway.</summary>
    public async Task<IReadOnlyList<Finding>> GiveAsync()
    {
        var tenants = new List<string>();
        while (tenants.Count < Kinds.Length) tenants.Add(await walk.NewcomerAsync());
        var (port, failed, faults) = (fleet.PortOf(0), walk.Load.Failed, new List<string>());
        await walk.Load.LeaveAsync(port);
        await fleet.Gateways[0].KillAsync();
        for (var i = 0; i < Kinds.Length; i++) Kinds[i].Damage(new(fleet.SnapshotsOf(0, tenants[i])), new(fleet.SnapshotsOf(0, "other-2")));
        await fleet.StartGatewayAsync(0);
        // Who has done nothing is served at once, from the same disk.
        await Watcher.UntilAsync([port], "other-1.example", "0", bounds.Done);
        walk.Load.Return(port, 2);
        var found = new List<Finding>();
        for (var i = 0; i < Kinds.Length; i++)
        {
            var told = fleet.Gateways[0].Error.Contains($"of tenant {tenants[i]}:", StringComparison.Ordinal);
            found.Add(new(Kinds[i].Name, "-", TimeSpan.Zero, await BackAsync(port, tenants[i], faults), walk.Load.Failed - failed, [], [.. faults, .. told ? [] : (string[])["the gateway does not say that they are damaged"]]));
            faults.Clear();
        }

        if (walk.Load.Failed > failed) found[^1] = found[^1] with { Faults = [.. found[^1].Faults, $"{walk.Load.Failed - failed} requests of other tenants failed: {walk.Load.Faults.LastOrDefault()}"] };
        return found;
    }

    private async Task<TimeSpan?> BackAsync(int port, string tenant, List<string> faults)
    {
        try
        {
            return await Watcher.UntilAsync([port], $"{tenant}.example", "0", bounds.Done);
        }
        catch (TimeoutException never)
        {
            faults.Add(never.Message);
            return null;
        }
    }

    private static void Each(DirectoryInfo folder, Func<byte[], byte[]> damage)
    {
        var files = folder.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        if (files.Count == 0) throw new Processes.FleetException($"there are no snapshots in {folder.Name}");
        foreach (var file in files) File.WriteAllBytes(file.FullName, damage(File.ReadAllBytes(file.FullName)));
    }

    private static byte[] Altered(byte[] bytes)
    {
        if (bytes.Length > 0) bytes[bytes.Length / 2] ^= 0x20;
        return bytes;
    }

    private static void Swap(DirectoryInfo own, DirectoryInfo other)
    {
        own.Delete(recursive: true);
        foreach (var file in other.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(own.FullName, Path.GetRelativePath(other.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            file.CopyTo(to);
        }
    }
}
