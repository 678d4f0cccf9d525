using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Manager.Delivery;

/// <summary>Reads a tenant's objects out of the store as they are delivered: all of them once, and afterwards what changed, each as the revision left it.</summary>
internal sealed class TenantObjects(TenantStore store, BlobCache blobs, PlatformContent platform)
{
    /// <summary>With more changed objects than that, all are read at once.</summary>
    private const int MostSingly = 64;

    // Looked up one by one, and only after a restart.
    private const int MostSince = 5000;

    private readonly Dictionary<LocalKey, DeliveredObject> _all = [];
    private readonly NamedObjects _named = new();

    /// <summary>The revision it is at; -1 before the first reading.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>Every object that is delivered.</summary>
    public IEnumerable<DeliveredObject> All => _all.Values.Where(o => _named.Delivers(o.Key));

    /// <summary>Goes to the store's newest revision.</summary>
    /// <returns>What changed: objects, or null for those that are not delivered any more.</returns>
    public async Task<IReadOnlyDictionary<LocalKey, DeliveredObject?>> CatchUpAsync(CancellationToken stop)
    {
        if (Revision < 0) return await ReadAllAsync(stop);
        var since = await store.ChangesSinceAsync(Revision, MostSingly, stop);
        var keys = since.Changes.Select(c => c.Key).ToHashSet();
        if (!since.IsWhole || keys.Count > MostSingly) return await ReadAllAsync(stop);
        var changed = new Dictionary<LocalKey, DeliveredObject?>();
        // As of that revision and not as they are by now: what was changed together is delivered together.
        foreach (var key in keys) changed[key] = await AtAsync(key, since.Revision, stop);
        return Take(changed, since.Revision);
    }

    /// <summary>The objects as a revision before had them, and what changed since; null where that is too much to look at.</summary>
    public async Task<(IEnumerable<DeliveredObject> Then, IReadOnlyDictionary<LocalKey, DeliveredObject?> Since)?> AsOfAsync(long revision, CancellationToken stop)
    {
        if (revision == Revision) return (All, new Dictionary<LocalKey, DeliveredObject?>());
        var changes = await store.ChangesSinceAsync(revision, MostSince, stop);
        if (!changes.IsWhole) return null;
        var (then, since) = (new Dictionary<LocalKey, DeliveredObject>(_all), new Dictionary<LocalKey, DeliveredObject?>());
        foreach (var key in changes.Changes.Select(c => c.Key).Distinct())
        {
            since[key] = _named.Delivers(key) ? _all.GetValueOrDefault(key) : null;
            if (await AtAsync(key, revision, stop) is { } before) then[key] = before;
            else then.Remove(key);
        }

        var named = new NamedObjects();
        foreach (var one in then.Values) named.Change(null, one);
        // What was not touched itself, but was named by other objects then than now.
        foreach (var key in _all.Keys.Where(k => named.Delivers(k) != _named.Delivers(k))) since[key] = _named.Delivers(key) ? _all[key] : null;
        return (then.Values.Where(o => named.Delivers(o.Key)), since);
    }

    /// <summary>Makes a blob again that fell out of the cache; null when the store does not have it any more.</summary>
    public async Task<Blob?> RemakeAsync(BlobHash hash, BlobSource source, CancellationToken stop)
    {
        if (source.Page is { } page)
        {
            var packed = Blob.Pack(page.Bytes.Span);
            blobs.Add(packed);
            return packed;
        }

        if (await DraftAsync(source.Key, source.Revision, stop) is not var (draft, revision)) return null;
        Make(draft, revision, out var made);
        return made?.Hash == hash ? made : null;
    }

    /// <summary>When the newest revision was committed; null before a mark of it was asked for.</summary>
    public DateTimeOffset? Committed { get; private set; }

    /// <summary>By what a revision can be known again.</summary>
    public async Task<string> MarkAsync(long revision, CancellationToken stop)
    {
        if (revision <= 0 || await store.Past.HistoryAsync(new() { UpTo = revision, Limit = 1 }, stop) is not [var last] || last.Revision != revision) return "";
        if (revision == Revision) Committed = last.Stamp.At;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{last.Uid:N}-{last.Generation}-{last.Stamp.At.UtcTicks}-{last.SpecHash}");
    }

    private async Task<DeliveredObject?> AtAsync(LocalKey key, long revision, CancellationToken stop) =>
        await DraftAsync(key, revision, stop) is var (draft, changed) ? Make(draft, changed, out _) : null;

    // An object as a revision had it, and the revision that made it so; null for one that was not there.
    private async Task<(ObjectDraft Draft, long Changed)?> DraftAsync(LocalKey key, long revision, CancellationToken stop) =>
        await store.Past.HistoryAsync(new() { Key = key, UpTo = revision, Limit = 1 }, stop) is [{ IsDeletion: false } version]
            ? (await platform.FillAsync(new(new(store.Name, key), version.Metadata, version.ReadSpec()), stop), version.Revision)
            : null;

    private async Task<IReadOnlyDictionary<LocalKey, DeliveredObject?>> ReadAllAsync(CancellationToken stop)
    {
        var (revision, objects) = await store.AllAsync(stop);
        var changed = new Dictionary<LocalKey, DeliveredObject?>();
        var gone = _all.Keys.ToHashSet();
        foreach (var one in objects)
        {
            gone.Remove(one.Key.Local);
            if (_all.TryGetValue(one.Key.Local, out var known) && known.Revision == one.Revision) continue;
            changed[one.Key.Local] = Make(await platform.FillAsync(one.ToDraft(), stop), one.Revision, out _);
        }

        foreach (var key in gone) changed[key] = null;
        return Take(changed, revision);
    }

    private Dictionary<LocalKey, DeliveredObject?> Take(Dictionary<LocalKey, DeliveredObject?> changed, long revision)
    {
        var touched = new HashSet<LocalKey>();
        foreach (var (key, now) in changed)
        {
            touched.UnionWith(_named.Change(_all.GetValueOrDefault(key), now));
            if (now is null) _all.Remove(key);
            else _all[key] = now;
        }

        // What nobody names any more goes, and what somebody names now comes, though neither changed itself.
        touched.UnionWith(changed.Keys.Where(DeliveredObject.WaitsToBeNamed));
        foreach (var key in touched) changed[key] = _named.Delivers(key) ? _all.GetValueOrDefault(key) : null;
        Revision = revision;
        return changed;
    }

    private DeliveredObject? Make(ObjectDraft draft, long revision, out Blob? blob)
    {
        var made = DeliveredObject.Of(draft, revision, out blob);
        if (blob is not null) blobs.Add(blob);
        return made;
    }
}
