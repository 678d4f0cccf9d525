using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Claims;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Changes;

/// <summary>One change of many objects, inside one transaction: compared with what is there, written, checked as a whole. All or nothing.</summary>
internal sealed class Applying(Session session, long revision, Stamp stamp)
{
    /// <summary>Up to so many, objects are looked at one by one; above, all of the tenant's at once.</summary>
    public const int FewChanges = 64;

    private readonly List<Refusal> _refusals = [];
    private readonly List<AppliedChange> _applied = [];
    private readonly List<ChangeRow> _rows = [];
    private readonly DomainClaims _claims = new(session, stamp.At);

    /// <summary>Every reason to do nothing.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>What became of each object.</summary>
    public IReadOnlyList<AppliedChange> Applied => _applied;

    /// <summary>The objects that were looked at, as they were.</summary>
    public IReadOnlyCollection<ObjectRecord> Current { get; private set; } = [];

    /// <summary>What is kept in the history.</summary>
    public IReadOnlyList<ChangeRow> Rows => _rows;

    /// <summary>Runs it. With refusals, the transaction must not be committed.</summary>
    public async Task RunAsync(IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        var current = await CurrentAsync(changes, stop);
        Current = current.Values;
        var seen = new HashSet<LocalKey>();
        foreach (var change in changes)
        {
            if (!seen.Add(change.Key)) Refuse(change.Key, RefusalReason.Invalid, "metadata.name", "The object is there twice in one change.");
            else One(change, current.GetValueOrDefault(change.Key));
        }

        if (_refusals.Count > 0 || _rows.Count == 0) return;
        _claims.Queue();
        await session.FlushAsync(stop);
        _refusals.AddRange(await Integrity.CheckAsync(session, _rows, few: _rows.Count <= FewChanges, stop));
        _refusals.AddRange((await _claims.RefusedAsync(stop)).Select(taken => new Refusal(taken.Site, RefusalReason.Taken, taken.Fault)));
    }

    private async Task<Dictionary<LocalKey, ObjectRecord>> CurrentAsync(IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        var found = new Dictionary<LocalKey, ObjectRecord>();
        if (changes.Count > FewChanges)
        {
            var all = await session.AllAsync($"SELECT {ObjectRows.Columns} FROM {ObjectRows.Tables} WHERE o.tenant = @tenant", r => ObjectRows.Read(r, session.Tenant), stop);
            foreach (var record in all) found[record.Key.Local] = record;
            return found;
        }

        foreach (var key in changes.Select(c => c.Key).Distinct())
        {
            if (await ObjectReading.FindAsync(session, key, stop) is { } record) found[key] = record;
        }

        return found;
    }

    private void One(ObjectChange change, ObjectRecord? before)
    {
        if (change.Kind is ChangeKind.Create && before is not null) Refuse(change.Key, RefusalReason.Exists, "metadata.name", $"There is a {change.Key} already.");
        else if (change.Kind is ChangeKind.Replace or ChangeKind.Delete && before is null) Refuse(change.Key, RefusalReason.NotFound, "metadata.name", $"There is no {change.Key}.");
        else if (change.Version is { } version && version != before?.Version)
            _refusals.Add(Conflict(change.Key, before?.Modified.By));
        else if (change.Draft is { } draft) Put(draft, before);
        else Delete(change.Key, before!);
    }

    /// <summary>That somebody was faster.</summary>
    /// <param name="by">Who; null where the object is gone.</param>
    public static Refusal Conflict(LocalKey key, string? by) =>
        new(key, RefusalReason.Conflict, new("system_metadata.version", by is null ? $"There is no {key} any more." : $"It was changed by {by} since it was read."));

    private void Put(ObjectDraft draft, ObjectRecord? before)
    {
        var spec = CanonicalJson.Write(draft.Spec);
        var (hash, metadata) = (CanonicalJson.Hash(spec), ObjectRows.Text(draft.Metadata));
        if (before is not null && before.SpecHash == hash && ObjectRows.Text(before.Metadata) == metadata)
        {
            _applied.Add(new(draft.Key.Local, ChangeOperation.None, before, before));
            return;
        }

        var after = new ObjectRecord
        {
            Key = new(session.Tenant, draft.Key.Local),
            Metadata = draft.Metadata,
            Spec = spec,
            SpecHash = hash,
            Uid = before?.Uid ?? Guid.CreateVersion7(stamp.At),
            Generation = before is null ? 1 : before.Generation + (before.SpecHash == hash ? 0 : 1),
            Revision = revision,
            Created = before?.Created ?? stamp,
            Modified = stamp,
        };
        _applied.Add(new(draft.Key.Local, before is null ? ChangeOperation.Created : ChangeOperation.Replaced, before, after));
        Record(after, before is null ? ChangeRow.Created : ChangeRow.Replaced, metadata);
        if (before?.SpecHash != hash) _claims.Change(draft.Key.Local, before, draft.Spec);
        ObjectWriting.Put(session, after, draft.References(), metadata, isNew: before is null);
    }

    private void Delete(LocalKey key, ObjectRecord before)
    {
        _applied.Add(new(key, ChangeOperation.Deleted, before, null));
        Record(before, ChangeRow.Deleted, ObjectRows.Text(before.Metadata));
        _claims.Change(key, before, null);
        ObjectWriting.Delete(session, key);
    }

    private void Record(ObjectRecord record, string operation, string metadata)
    {
        var row = new ChangeRow(revision, record.Key.Local, operation, record.Uid.ToString(), record.Generation, metadata, record.SpecHash);
        _rows.Add(row);
        ObjectWriting.Remember(session, row);
    }

    private void Refuse(LocalKey key, RefusalReason reason, string field, string message) => _refusals.Add(new(key, reason, new ConfigFault(field, message)));
}
