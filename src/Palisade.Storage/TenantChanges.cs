using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Audit;
using Palisade.Storage.Changes;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage;

/// <summary>What changes one tenant's objects. Each change is one transaction and one revision, with who made it and why: all of it, or nothing.</summary>
public sealed class TenantChanges
{
    internal const string Change = "change";
    internal const string Revert = "revert";

    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly AuditChain _chain;
    private readonly KnownVersions _known;
    private readonly string _tenant;
    private readonly PlatformNames _platform;

    internal TenantChanges(Database database, StoreOptions options, AuditChain chain, KnownVersions known, string tenant) =>
        (_database, _options, _chain, _known, _tenant, _platform) = (database, options, chain, known, tenant, new(database, tenant));

    /// <summary>Makes an object that must not be there.</summary>
    public Task<ApplyResult> CreateAsync(ObjectDraft draft, Authorship by, CancellationToken stop = default) => ApplyAsync([ObjectChange.Create(draft)], by, stop: stop);

    /// <summary>Replaces an object, if it still has the version that was read.</summary>
    public Task<ApplyResult> ReplaceAsync(ObjectDraft draft, string version, Authorship by, CancellationToken stop = default) => ApplyAsync([ObjectChange.Replace(draft, version)], by, stop: stop);

    /// <summary>Takes an object out, if it still has the version that was read and nobody names it.</summary>
    public Task<ApplyResult> DeleteAsync(LocalKey key, string version, Authorship by, CancellationToken stop = default) => ApplyAsync([ObjectChange.Delete(key, version)], by, stop: stop);

    /// <summary>Does many things at once.</summary>
    /// <param name="dryRun">Whether nothing is done, and only said what would be.</param>
    /// <exception cref="ArgumentException">An object of another tenant, too many, or an author that is none.</exception>
    public async Task<ApplyResult> ApplyAsync(IReadOnlyList<ObjectChange> changes, Authorship by, bool dryRun = false, CancellationToken stop = default)
    {
        if (changes.Count > _options.MostChanges) throw new ArgumentException($"There are {changes.Count} changes; {_options.MostChanges} are taken at once.", nameof(changes));
        if (changes.Any(c => c.Draft is { } draft && (draft.Key.Tenant != _tenant || draft.Key.Local != c.Key))) throw new ArgumentException("An object of another tenant, or of another name.", nameof(changes));
        // Before anything is locked: this is where the time goes.
        var invalid = Check(changes);
        if (invalid.Count is 0) invalid = [.. await _platform.CheckAsync(changes, stop)];
        if (invalid.Count > 0) return new(await RevisionAsync(stop), [], invalid);
        return await RunAsync(changes, (_, _) => Task.FromResult(changes), Change, by, dryRun, stop);
    }

    /// <summary>Makes an object what it was at a revision, as a new change; one that was not there is taken out.</summary>
    public Task<ApplyResult> RevertAsync(LocalKey key, long revision, Authorship by, bool dryRun = false, CancellationToken stop = default) => RunAsync(
        [], async (session, token) => await History.AtAsync(session, key, revision, token) is { Operation: not ChangeRow.Deleted } row
            ? [await PutAsync(session, row, token)]
            : [ObjectChange.Delete(key)],
        Revert, by, dryRun, stop);

    /// <summary>Makes everything what it was at a revision, as one new change.</summary>
    public Task<ApplyResult> RevertAllAsync(long revision, Authorship by, bool dryRun = false, CancellationToken stop = default) =>
        RunAsync([], (session, token) => BackAsync(session, revision, token), Revert, by, dryRun, stop);

    /// <summary>Keeps what a component says of an object. It is no change: no revision, no version, no history.</summary>
    /// <returns>False when there is no object of that name and uid.</returns>
    public async Task<bool> SetStatusAsync(LocalKey key, Guid uid, Node status, CancellationToken stop = default)
    {
        await using var session = await Session.BeginAsync(_database, _tenant, write: true, stop);
        var kept = await session.RunAsync(
            "INSERT INTO object_status (tenant, kind, namespace, name, uid, body, at) SELECT tenant, kind, namespace, name, uid, @body, @at FROM object "
                + $"WHERE {ObjectRows.OfKey} AND uid = @uid "
                + "ON CONFLICT (tenant, kind, namespace, name) DO UPDATE SET uid = excluded.uid, body = excluded.body, at = excluded.at",
            stop, [.. ObjectRows.Values(key), ("uid", uid.ToString()), ("body", CanonicalJson.WriteText(status)), ("at", ObjectRows.Time(_options.Clock.GetUtcNow()))]);
        await session.CommitAsync(CancellationToken.None);
        return kept > 0;
    }

    private async Task<IReadOnlyList<Refusal>> CheckAgainAsync(IReadOnlyList<ObjectChange> planned, CancellationToken stop) =>
        Check(planned) is { Count: > 0 } invalid ? invalid : await _platform.CheckAsync(planned, stop);

    private List<Refusal> Check(IReadOnlyList<ObjectChange> changes) =>
    [
        .. changes.SelectMany(change => change.Draft is { } draft
            ? draft.Check().Concat(_options.AlsoCheck(draft)).Select(fault => new Refusal(change.Key, RefusalReason.Invalid, fault))
            : change.Key.Check().Select(fault => new Refusal(change.Key, RefusalReason.Invalid, fault))),
    ];

    private async Task<ApplyResult> RunAsync(
        IReadOnlyList<ObjectChange> asked, Func<Session, CancellationToken, Task<IReadOnlyList<ObjectChange>>> plan, string action, Authorship by, bool dryRun, CancellationToken stop)
    {
        if (by.Fault() is { } fault) throw new ArgumentException(fault, nameof(by));
        using var turn = await _database.TurnAsync(_tenant, stop);
        if (_known.Late(_tenant, asked) is { Refusals.Count: > 0 } late) return late;

        await using var session = await Session.BeginAsync(_database, _tenant, write: true, stop);
        var head = await TenantHead.LockAsync(session, stop);
        // To the microsecond, as it is kept.
        var stamp = new Stamp(ObjectRows.Time(ObjectRows.Time(_options.Clock.GetUtcNow())), by.By);
        var applying = new Applying(session, head.Revision + 1, stamp);
        var planned = await plan(session, stop);
        // What was good then may not be any more; what was asked for now was checked before the lock.
        if (asked.Count == 0 && await CheckAgainAsync(planned, stop) is { Count: > 0 } invalid) return new(head.Revision, [], invalid);
        await applying.RunAsync(planned, stop);
        _known.Learn(_tenant, head.Revision, applying.Current);
        if (applying.Refusals.Count > 0) return new(head.Revision, [], applying.Refusals);
        if (dryRun || applying.Rows.Count == 0) return new(head.Revision, applying.Applied, []);

        AuditTrail.Append(session, _chain, head, new(0, stamp.At, by.By, action, by.Reason, 0, AuditChain.Digest(applying.Rows), "", ""), head.Revision + 1);
        if (_database.Announcement is { } announcement) session.Queue(announcement);
        await session.CommitAsync(CancellationToken.None);
        _database.Signal.Pulse(_tenant);
        _known.Learn(_tenant, head.Revision + 1, applying.Applied.Select(c => c.After).OfType<ObjectRecord>());
        return new(head.Revision + 1, applying.Applied, []);
    }

    private async Task<long> RevisionAsync(CancellationToken stop)
    {
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await ObjectReading.RevisionAsync(session, stop);
    }

    private async Task<IReadOnlyList<ObjectChange>> BackAsync(Session session, long revision, CancellationToken stop)
    {
        var then = (await History.AllAtAsync(session, revision, stop)).Where(r => r.Operation is not ChangeRow.Deleted).ToDictionary(r => r.Key);
        var changes = new List<ObjectChange>();
        // What rollouts brought stays: it is the platform's.
        foreach (var key in then.Keys.Where(k => k.Kind is ObjectKinds.PlatformObject).ToList()) then.Remove(key);
        foreach (var now in (await ObjectReading.AllAsync(session, stop)).Where(o => o.Key.Local.Kind is not ObjectKinds.PlatformObject))
        {
            if (!then.Remove(now.Key.Local, out var row)) changes.Add(ObjectChange.Delete(now.Key.Local));
            else if (row.SpecHash != now.SpecHash || row.Metadata != ObjectRows.Text(now.Metadata)) changes.Add(await PutAsync(session, row, stop));
        }

        foreach (var row in then.Values) changes.Add(await PutAsync(session, row, stop));
        return changes;
    }

    private async Task<ObjectChange> PutAsync(Session session, ChangeRow row, CancellationToken stop)
    {
        var spec = JsonText.Read(await History.ContentAsync(session, row.SpecHash, stop)).Root ?? throw new StoreException($"The stored spec of {row.Key} is not JSON.");
        return ObjectChange.Put(new(new(_tenant, row.Key), ObjectRows.Metadata(row.Metadata), spec));
    }
}
