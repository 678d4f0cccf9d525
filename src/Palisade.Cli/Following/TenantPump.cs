using Microsoft.Extensions.Logging;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Cli.Following;

/// <summary>
/// One tenant: its snapshots on the disk, and what was handed over of them. Whatever is wrong with a snapshot, the one before stays in force, and no other tenant
/// notices.
/// </summary>
internal sealed partial class TenantPump : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TenantStore _store;
    private readonly SnapshotVerifier _verifier;
    private readonly ChangeReading _reading;
    private readonly Func<TenantChange, ReadyTenant> _hand;
    private readonly Func<string, IReadOnlyList<RefusedObject>>? _troubles;
    private readonly ILogger _log;
    private readonly Dictionary<LocalKey, RefusedObject> _unreadable = [];
    private SnapshotContent? _handed;
    private ReportedTenant _report;

    public TenantPump(
        SnapshotStore folder, string tenant, SnapshotVerifier verifier, ChangeReading reading, Func<TenantChange, ReadyTenant> hand, Func<string, IReadOnlyList<RefusedObject>>? troubles, ILogger log)
    {
        (_verifier, _reading, _hand, _troubles, _log) = (verifier, reading, hand, troubles, log);
        _store = folder.Open(tenant, out var found);
        _report = new(tenant, default, "", 0, []);
        foreach (var fault in found.Faults) Log.Found(log, tenant, fault.ToString());
    }

    /// <summary>Whose.</summary>
    public string Tenant => _store.Tenant;

    /// <summary>The snapshot on the disk; null for none.</summary>
    public SnapshotPosition? Position => _store.InForce?.Manifest.Header.Position;

    /// <summary>When the snapshot on the disk was signed; null for none.</summary>
    public DateTimeOffset? Signed => _store.InForce?.Manifest.Header.Created;

    /// <summary>What is reported of it.</summary>
    public ReportedTenant Report
    {
        get
        {
            var said = Volatile.Read(ref _report);
            // Of an object that is refused anyway, that is told.
            var more = _troubles?.Invoke(Tenant).Where(t => !said.Refused.Any(r => r.Kind == t.Key.Kind && r.Namespace == t.Key.Namespace && r.Name == t.Key.Name)).ToList() ?? [];
            return more.Count == 0 ? said : said with { RefusedInAll = said.RefusedInAll + more.Count, Refused = [.. said.Refused.Concat(more.Select(Reported)).Take(GatewayReport.MostRefused)] };
        }
    }

    /// <summary>Whether what is reported was not reported yet.</summary>
    public bool IsFresh { get; set; } = true;

    /// <summary>Hands over what is on the disk.</summary>
    public void HandOver()
    {
        if (_store.InForce is not { } now) return;
        try
        {
            var change = _reading.Read(_store, _handed, now);
            Note(change);
            var ready = _hand(change);
            _handed = now.Content;
            Say(now.Manifest.Header.Position, "", ready.Refused);
        }
        catch (Exception fault)
        {
            // Nobody knows how much of it was taken: next time, everything is handed over.
            _handed = null;
            Log.NotTaken(_log, Tenant, fault);
            Say(Report.Position, $"The snapshot {now.Manifest.Header.Position} could not be made ready: {fault.Message}");
        }
    }

    /// <summary>Hands everything over again: what objects need beside themselves was changed.</summary>
    public async Task HandOverAgainAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            _handed = null;
            HandOver();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Fetches the manager's newest snapshot, puts it into force and hands over what is different.</summary>
    /// <returns>Whether that is done; false for a snapshot that is not good, to be tried again.</returns>
    public async Task<bool> CatchUpAsync(ManagerLink link, SnapshotPosition told, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_store.InForce is { } now && told <= now.Manifest.Header.Position)
            {
                if (told < now.Manifest.Header.Position) await ShowAsync(link, told, now, stop);
                if (_handed is null) HandOver();
                return true;
            }

            if (await FetchAsync(link, stop) is { } refusal) return Refuse(refusal);
            if (Position is not { } reached || reached < told) return Refuse($"The manager tells of snapshot {told}, and gives {Position}.");
            HandOver();
            return true;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // Whether the connection itself is lost, who listens finds out.
            return Refuse(fault.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static ReportedFault Reported(RefusedObject refused) => new(refused.Key.Kind, refused.Key.Namespace, refused.Key.Name, refused.Fault.Field, refused.Fault.Message, refused.Kept);

    private bool Refuse(string reason)
    {
        if (reason != Report.Problem) Log.Refused(_log, Tenant, reason);
        Say(Report.Position, reason);
        return false;
    }

    // Null when the newest snapshot is in force.
    private async Task<string?> FetchAsync(ManagerLink link, CancellationToken stop)
    {
        var (signed, blobs) = await link.NewerAsync(Tenant, Position ?? default, stop);
        if (!_verifier.TryReceive(signed, Tenant, _store.Group, out var manifest, out var refusal)) return refusal.Reason;
        if (blobs.Count > 0 && !_store.TryAdd(blobs, out refusal)) return refusal.Reason;
        if (await new BlobFetch(link, _store).RunAsync(manifest, stop) is { } missing) return missing;
        if (_store.TryAccept(signed, out _, out refusal) || refusal.Kind is SnapshotRefusal.InForce) return null;
        return refusal.Reason;
    }

    // The manager's database went back: with this it learns how far, and goes on with a higher epoch.
    private async Task ShowAsync(ManagerLink link, SnapshotPosition told, StoredSnapshot now, CancellationToken stop)
    {
        var here = now.Manifest.Header.Position;
        Say(here, $"The manager tells of snapshot {told}, and {here} is in force.");
        await link.AheadAsync(Tenant, now.Manifest.Signed, stop);
    }

    private void Note(TenantChange change)
    {
        if (change.IsWhole) _unreadable.Clear();
        foreach (var key in change.Set.Keys.Concat(change.Removed)) _unreadable.Remove(key);
        foreach (var one in change.Unreadable) _unreadable[one.Key] = one;
    }

    private void Say(SnapshotPosition position, string problem, IReadOnlyList<RefusedObject> refused)
    {
        var told = refused.Select(r => r.Key).ToHashSet();
        RefusedObject[] all = [.. refused, .. _unreadable.Values.Where(u => !told.Contains(u.Key))];
        var faults = all.Take(GatewayReport.MostRefused).Select(Reported);
        Volatile.Write(ref _report, new(Tenant, position, problem, all.Length, [.. faults]));
        IsFresh = true;
    }

    // What is refused stays as it was told.
    private void Say(SnapshotPosition position, string problem)
    {
        Volatile.Write(ref _report, _report with { Position = position, Problem = problem });
        IsFresh = true;
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "On the disk, of tenant {Tenant}: {Fault}")]
        public static partial void Found(ILogger log, string tenant, string fault);

        [LoggerMessage(4102, LogLevel.Error, "The configuration of tenant {Tenant} could not be made ready; what was in force stays.")]
        public static partial void NotTaken(ILogger log, string tenant, Exception fault);

        [LoggerMessage(4103, LogLevel.Warning, "A snapshot of tenant {Tenant} is not taken: {Reason}")]
        public static partial void Refused(ILogger log, string tenant, string reason);
    }
}
