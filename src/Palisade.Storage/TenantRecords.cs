using Palisade.Storage.Audit;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;
using Palisade.Storage.Records;

namespace Palisade.Storage;

/// <summary>What programs keep of one tenant that is no object: accounts, sessions, tokens.</summary>
public sealed class TenantRecords
{
    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly AuditChain _chain;
    private readonly string _tenant;

    internal TenantRecords(Database database, StoreOptions options, AuditChain chain, string tenant) => (_database, _options, _chain, _tenant) = (database, options, chain, tenant);

    /// <summary>A record; null when there is none, or it expired.</summary>
    public async Task<StoredRecord?> FindRecordAsync(string type, string id, CancellationToken stop = default)
    {
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await RecordRows.FindAsync(session, type, id, _options.Clock.GetUtcNow(), stop);
    }

    /// <summary>Records of a type, in the order of their ids.</summary>
    /// <param name="most">1 to 10,000.</param>
    public async Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(string type, int most = 10_000, CancellationToken stop = default)
    {
        if (most is < 1 or > 10_000) throw new ArgumentOutOfRangeException(nameof(most), most, "1 to 10,000 records can be asked for.");
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await RecordRows.ListAsync(session, type, most, _options.Clock.GetUtcNow(), stop);
    }

    /// <summary>Writes records and the line about them in one transaction: all, or nothing. What expired is forgotten with it.</summary>
    /// <param name="note">The line of the audit trail; null for what is not worth one.</param>
    /// <returns>False, and nothing done, when a record has not the version that was expected.</returns>
    public async Task<bool> WriteRecordsAsync(IReadOnlyList<RecordWrite> writes, RecordNote? note, CancellationToken stop = default)
    {
        if (note?.By.Fault() is { } fault) throw new ArgumentException(fault, nameof(note));
        var now = ObjectRows.Time(ObjectRows.Time(_options.Clock.GetUtcNow()));
        await using var session = await Session.BeginAsync(_database, _tenant, write: true, stop);
        var head = await TenantHead.LockAsync(session, stop);
        foreach (var write in writes)
        {
            var found = await RecordRows.FindAsync(session, write.Type, write.Id, now, stop);
            if (write.Expected is { } expected && expected != (found?.Version ?? 0)) return false;
            RecordRows.Write(session, write, (found?.Version ?? 0) + 1);
        }

        RecordRows.Sweep(session, now);
        if (note is not null) AuditTrail.Append(session, _chain, head, new(0, now, note.By.By, note.Action, note.By.Reason, 0, AuditChain.Digest(""), "", ""), revision: 0);
        await session.CommitAsync(CancellationToken.None);
        return true;
    }
}
