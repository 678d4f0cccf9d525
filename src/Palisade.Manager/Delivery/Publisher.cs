using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Sandbox;
using Palisade.Storage;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>
/// Makes signed snapshots of every tenant's configuration, one for each gateway group that asks, and keeps them up to date as the store changes. Nothing of it
/// has to outlast a restart: the same objects make the same snapshots again.
/// </summary>
public sealed partial class Publisher : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly PublisherParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, TenantTrack> _tracks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();
    private readonly ConcurrentBag<Task> _running = [];
    private long _failures;

    /// <summary>Begins to follow a store.</summary>
    /// <param name="folder">Where it is remembered what was published.</param>
    /// <param name="signer">The signer of this moment.</param>
    /// <param name="sandbox">Says which snapshots gateways may have.</param>
    public Publisher(ObjectStore store, string folder, Func<SnapshotSigner> signer, SandboxDesk sandbox, TimeProvider clock, ILogger<Publisher> log, PublisherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        options ??= new();
        (_store, _parts) = (store, new(options, new(options.MostBlobBytes), new(store.Tenant(ObjectNames.SystemTenant)), new(folder), signer, sandbox, clock, log));
        sandbox.Decided = tenant => _ = Task.Run(() => AdvanceAsync(tenant));
        _running.Add(Task.Run(FindTenantsAsync));
    }

    /// <summary>Tenants whose newest revision is not published, and why.</summary>
    public IReadOnlyDictionary<string, string> Problems =>
        _tracks.Values.Where(t => t.Problem is not null).ToDictionary(t => t.Tenant, t => t.Problem!, StringComparer.Ordinal);

    /// <summary>The position of a tenant's newest snapshot for a group; null before there is one.</summary>
    public SnapshotPosition? PositionOf(string tenant, string group) => _tracks.GetValueOrDefault(tenant)?.Published(group)?.Position;

    /// <summary>When it was signed; null before there is one.</summary>
    public DateTimeOffset? PublishedAt(string tenant, string group) => _tracks.GetValueOrDefault(tenant)?.Published(group)?.At;

    /// <summary>How long changes took to be in force on gateways.</summary>
    public Propagation Propagation { get; } = new();

    /// <summary>How often the store could not be read.</summary>
    public long Failures => Interlocked.Read(ref _failures) + _tracks.Values.Sum(t => t.Failures);

    /// <summary>The revision of a tenant that snapshots were made up to; -1 before the first.</summary>
    public long PreparedOf(string tenant) => _tracks.GetValueOrDefault(tenant)?.Revision ?? -1;

    /// <summary>Signs everything anew: to be called when the signing certificate is another one.</summary>
    public async Task SignAgainAsync(CancellationToken stop)
    {
        foreach (var track in _tracks.Values) await track.SignAgainAsync(stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        foreach (var track in _tracks.Values) track.Dispose();
        _stop.Dispose();
    }

    /// <summary>Begins to note which tenants of a group have newer snapshots; all that there are now count as such.</summary>
    internal Subscription Subscribe(string group, Func<string, bool> serves)
    {
        var subscription = new Subscription(group, serves);
        _subscriptions[subscription] = 0;
        foreach (var tenant in _tracks.Keys) subscription.Add(tenant);
        return subscription;
    }

    /// <summary>Ends it.</summary>
    internal void Unsubscribe(Subscription subscription) => _subscriptions.TryRemove(subscription, out _);

    /// <summary>Wakes every held connection: there is something else to tell.</summary>
    internal void WakeAll()
    {
        foreach (var subscription in _subscriptions.Keys) subscription.Wake();
    }

    /// <summary>A tenant's newest snapshot for a group; null where there is none.</summary>
    internal ValueTask<PublishedSnapshot?> SnapshotAsync(string tenant, string group, CancellationToken stop) =>
        _tracks.TryGetValue(tenant, out var track) ? track.SnapshotAsync(group, stop) : new((PublishedSnapshot?)null);

    /// <summary>A tenant's newest snapshot for a group, and what a gateway at a position needs of it besides.</summary>
    internal ValueTask<(PublishedSnapshot Snapshot, IReadOnlyList<BlobHash> Pieces)?> NewerAsync(string tenant, string group, SnapshotPosition known, CancellationToken stop) =>
        _tracks.TryGetValue(tenant, out var track) ? track.NewerAsync(group, known, stop) : new(((PublishedSnapshot, IReadOnlyList<BlobHash>)?)null);

    /// <summary>A blob that the gateways of a group may have of a tenant; null for every other.</summary>
    internal ValueTask<Blob?> BlobAsync(string tenant, string group, BlobHash hash, CancellationToken stop) =>
        _tracks.TryGetValue(tenant, out var track) ? track.BlobAsync(group, hash, stop) : new((Blob?)null);

    /// <summary>Takes note of a snapshot that a gateway has, see <see cref="TenantTrack.OutdoAsync"/>.</summary>
    internal Task<bool> OutdoAsync(string tenant, SnapshotPosition theirs, CancellationToken stop) =>
        _tracks.TryGetValue(tenant, out var track) ? track.OutdoAsync(theirs, stop) : Task.FromResult(false);

    private async Task FindTenantsAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                foreach (var tenant in (await _store.RevisionsAsync(_stop.Token)).Keys) Follow(tenant);
                await Task.Delay(_parts.Options.NewTenants, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Interlocked.Increment(ref _failures);
                LogFailed(_parts.Log, fault);
                await Task.Delay(_parts.Options.NewTenants, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AdvanceAsync(string tenant)
    {
        try
        {
            if (_tracks.TryGetValue(tenant, out var track)) await track.AdvanceAsync(_stop.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The end.
        }
        catch (Exception fault)
        {
            LogNotAdvanced(_parts.Log, tenant, fault);
        }
    }

    private void Follow(string tenant)
    {
        if (_tracks.ContainsKey(tenant)) return;
        var track = new TenantTrack(_store.Tenant(tenant), _parts, Tell);
        _tracks[tenant] = track;
        _running.Add(Task.Run(() => track.RunAsync(_stop.Token)));
        foreach (var subscription in _subscriptions.Keys) subscription.Add(tenant);
    }

    private void Tell(TenantTrack track, string group)
    {
        if (track.Published(group) is { Committed: { } at } snapshot) Propagation.Published(track.Tenant, group, snapshot.Position, at);
        foreach (var subscription in _subscriptions.Keys)
        {
            if (string.Equals(subscription.Group, group, StringComparison.Ordinal)) subscription.Add(track.Tenant);
        }
    }

    [LoggerMessage(3100, LogLevel.Error, "The list of tenants could not be read; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception fault);

    [LoggerMessage(3104, LogLevel.Error, "What was let through of tenant {Tenant} could not be published.")]
    private static partial void LogNotAdvanced(ILogger log, string tenant, Exception fault);
}
