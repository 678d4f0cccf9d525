using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>
/// Follows one tenant in the store, and keeps a signed snapshot for each audience that asked for one: for sandboxes of every revision, for gateways of the last one that was
/// let through. What goes wrong here is this tenant's alone.
/// </summary>
internal sealed partial class TenantTrack(TenantStore store, PublisherParts parts, Action<TenantTrack, string> published) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly TenantObjects _objects = new(store, parts.Blobs, parts.Platform);
    private readonly PassedObjects _passed = new();
    private readonly ConcurrentDictionary<string, GroupContent> _groups = new(StringComparer.Ordinal);
    private ulong _epoch;
    private long _prepared = -1;

    /// <summary>Whose objects.</summary>
    public string Tenant => store.Name;

    /// <summary>The revision up to which gateways may have it, and up to which every snapshot is made; -1 before there is one.</summary>
    public long Revision => Interlocked.Read(ref _prepared);

    /// <summary>How often the store could not be read.</summary>
    public long Failures { get; private set; }

    /// <summary>Why the newest revision is not published; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Follows until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(stop);
                await store.WaitAsync(_objects.Revision, stop);
                // So that what is changed in one go becomes one snapshot.
                await Task.Delay(parts.Options.Gather, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                (Problem, Failures) = (fault.Message, Failures + 1);
                Log.Failed(parts.Log, Tenant, fault);
                await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The newest snapshot of a group; null while none could be made. The first question makes it.</summary>
    public async ValueTask<PublishedSnapshot?> SnapshotAsync(string group, CancellationToken stop)
    {
        if (_groups.TryGetValue(group, out var known) && known.Published is { } there) return there;
        await _changing.WaitAsync(stop);
        try
        {
            if (_objects.Revision < 0) await ReadAsync(stop);
            var content = _groups.GetOrAdd(group, static name => new(name));
            Advance();
            if (content.Published is null && RevisionFor(content) >= 0) Publish(content, Everything(content));
            return content.Published;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>What is published of a group, without making it.</summary>
    public PublishedSnapshot? Published(string group) => _groups.GetValueOrDefault(group)?.Published;

    /// <summary>The newest snapshot of a group, and what of it a gateway at a position does not have: see <see cref="GroupContent.Since"/>.</summary>
    public async ValueTask<(PublishedSnapshot Snapshot, IReadOnlyList<BlobHash> Pieces)?> NewerAsync(string group, SnapshotPosition known, CancellationToken stop)
    {
        if (await SnapshotAsync(group, stop) is null) return null;
        await _changing.WaitAsync(stop);
        try
        {
            var content = _groups[group];
            return (content.Published!, content.Since(known));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>A blob that a group's gateways may have; null for every other.</summary>
    public async ValueTask<Blob?> BlobAsync(string group, BlobHash hash, CancellationToken stop)
    {
        if (!_groups.TryGetValue(group, out var content)) return null;
        BlobSource source;
        await _changing.WaitAsync(stop);
        try
        {
            if (content.Find(hash) is not { } found) return null;
            source = found;
        }
        finally
        {
            _changing.Release();
        }

        return parts.Blobs.Find(hash) ?? await _objects.RemakeAsync(hash, source, stop);
    }

    /// <summary>Signs everything anew: the signing certificate is another one.</summary>
    public async Task SignAgainAsync(CancellationToken stop)
    {
        await _changing.WaitAsync(stop);
        try
        {
            foreach (var content in _groups.Values.Where(g => g.Published is not null)) Sign(content);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>
    /// Takes note of a snapshot that a gateway has and that was validly signed for it. Where the store has not got that far, its database was restored from
    /// a copy: the next snapshots get a higher epoch.
    /// </summary>
    public async Task<bool> OutdoAsync(SnapshotPosition theirs, CancellationToken stop)
    {
        await _changing.WaitAsync(stop);
        try
        {
            var ahead = theirs.Revision > (ulong)await store.RevisionAsync(stop);
            var epoch = ahead ? theirs.Epoch + 1 : theirs.Epoch;
            if (epoch <= _epoch || _objects.Revision < 0) return false;
            Log.WentBack(parts.Log, Tenant, theirs.ToString(), epoch);
            _epoch = epoch;
            await KeepAsync(stop);
            if (_passed.Waiting > 0) Offer();
            foreach (var content in _groups.Values.Where(c => RevisionFor(c) >= 0)) Sign(content);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Something was decided: what gateways may have by now, they get.</summary>
    public async Task AdvanceAsync(CancellationToken stop)
    {
        await _changing.WaitAsync(stop);
        try
        {
            if (_objects.Revision >= 0) Advance();
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task CatchUpAsync(CancellationToken stop)
    {
        await _changing.WaitAsync(stop);
        try
        {
            var changes = await ReadAsync(stop);
            Problem = null;
            foreach (var content in _groups.Values.Where(c => c.IsForSandboxes)) Publish(content, changes);
            Advance();
        }
        finally
        {
            _changing.Release();
        }
    }

    // What was let through meanwhile goes to gateways.
    private void Advance()
    {
        if (parts.Sandbox.PassedOf(Tenant) is { } passed && passed.Epoch == _epoch && _passed.Pass((long)passed.Revision) is { } changes)
        {
            foreach (var content in _groups.Values.Where(c => !c.IsForSandboxes)) Publish(content, changes);
        }

        // Last: whoever reads it finds every snapshot made.
        Interlocked.Exchange(ref _prepared, _passed.Revision);
    }

    private void Offer() => parts.Sandbox.Offer(Tenant, new(_epoch, (ulong)_objects.Revision), _passed.Waiting);

    private long RevisionFor(GroupContent content) => content.IsForSandboxes ? _objects.Revision : _passed.Revision;

    private async Task<IReadOnlyDictionary<LocalKey, DeliveredObject?>> ReadAsync(CancellationToken stop)
    {
        var first = _objects.Revision < 0;
        var before = _objects.Revision;
        var changes = await _objects.CatchUpAsync(stop);
        if (first) _epoch = await EpochAsync(stop);
        // Before any gateway hears of it.
        if (_objects.Revision != before) await KeepAsync(stop);
        if (first) changes = await BeginAsync(changes, stop);
        if (_objects.Revision == before) return changes;
        _passed.Add(_objects.Revision, changes);
        Offer();
        return changes;
    }

    // After a restart: what was let through before is there at once, the rest waits as it did.
    private async Task<IReadOnlyDictionary<LocalKey, DeliveredObject?>> BeginAsync(IReadOnlyDictionary<LocalKey, DeliveredObject?> all, CancellationToken stop)
    {
        if (parts.Sandbox.PassedOf(Tenant) is not { } passed || passed.Epoch != _epoch || (long)passed.Revision > _objects.Revision) return all;
        if (await _objects.AsOfAsync((long)passed.Revision, stop) is not var (then, since)) return all;
        _passed.Start(then, (long)passed.Revision);
        return since;
    }

    private async Task<ulong> EpochAsync(CancellationToken stop)
    {
        if (parts.Epochs.Find(Tenant) is not { } last) return 0;
        var same = (ulong)_objects.Revision >= last.Position.Revision && await _objects.MarkAsync((long)last.Position.Revision, stop) == last.Mark;
        if (same) return last.Position.Epoch;
        Log.WentBack(parts.Log, Tenant, last.Position.ToString(), last.Position.Epoch + 1);
        return last.Position.Epoch + 1;
    }

    private async Task KeepAsync(CancellationToken stop) =>
        parts.Epochs.Keep(Tenant, new(new(_epoch, (ulong)_objects.Revision), await _objects.MarkAsync(_objects.Revision, stop)));

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    // A sandbox is told of every revision, since it says something of each.
    private void Publish(GroupContent content, IReadOnlyDictionary<LocalKey, DeliveredObject?> changes)
    {
        try
        {
            if (content.Change(content.IsBehind ? Everything(content) : changes) || content.IsForSandboxes || content.Published is null) Sign(content);
            content.IsBehind = false;
        }
        catch (ArgumentException tooMuch)
        {
            content.IsBehind = true;
            Problem = tooMuch.Message;
            Log.TooMuch(parts.Log, Tenant, content.Group, tooMuch.Message);
        }
    }

    private Dictionary<LocalKey, DeliveredObject?> Everything(GroupContent content)
    {
        var all = (content.IsForSandboxes ? _objects.All : _passed.All.Values).ToDictionary(o => o.Key, o => (DeliveredObject?)o);
        foreach (var gone in content.Content.Entries.Select(e => EntryKey.TryParse(e.Key)).OfType<LocalKey>()) all.TryAdd(gone, null);
        return all;
    }

    private void Sign(GroupContent content)
    {
        var (now, position) = (parts.Clock.GetUtcNow(), new SnapshotPosition(_epoch, (ulong)RevisionFor(content)));
        var signed = parts.Signer().Sign(new(Tenant, Audience.GroupOf(content.Group), position, now, content.PublishedHash), content.Content, out var hash);
        content.Publish(new(position, signed, now) { Committed = _objects.Committed }, hash);
        published(this, content.Group);
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The configuration of tenant {Tenant} could not be read; it is tried again in a second.")]
        public static partial void Failed(ILogger log, string tenant, Exception fault);

        [LoggerMessage(3102, LogLevel.Error, "The configuration of tenant {Tenant} for gateways of {Group} is too large to be delivered, and stays as it was: {Reason}")]
        public static partial void TooMuch(ILogger log, string tenant, string group, string reason);

        [LoggerMessage(3103, LogLevel.Warning, "The database went back behind snapshot {Position} of tenant {Tenant}; its snapshots have epoch {Epoch} from now on.")]
        public static partial void WentBack(ILogger log, string tenant, string position, ulong epoch);
    }
}
