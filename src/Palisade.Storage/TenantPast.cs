using Palisade.Storage.Audit;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage;

/// <summary>What one tenant's objects were, and who changed them.</summary>
public sealed class TenantPast
{
    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly AuditChain _chain;
    private readonly string _tenant;

    internal TenantPast(Database database, StoreOptions options, AuditChain chain, string tenant) => (_database, _options, _chain, _tenant) = (database, options, chain, tenant);

    /// <summary>Versions of one object or of all, the newest first, with their whole specs.</summary>
    public async Task<IReadOnlyList<ObjectVersion>> HistoryAsync(HistoryQuery query, CancellationToken stop = default)
    {
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await History.VersionsAsync(session, query, stop);
    }

    /// <summary>Lines of the audit trail, in their order.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(long after = 0, int most = 1000, CancellationToken stop = default)
    {
        if (most is < 1 or > 10_000) throw new ArgumentOutOfRangeException(nameof(most), most, "1 to 10,000 lines can be asked for.");
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await AuditTrail.ReadAsync(session, after, most, stop);
    }

    /// <summary>Adds a line about something that changes no object: a sign-on, an export, a refusal.</summary>
    /// <param name="action">1 to 64 small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; not <c>change</c> or <c>revert</c>.</param>
    /// <param name="detail">Kept as its hash alone, so that the line can vouch for a longer text kept elsewhere.</param>
    public async Task<AuditHead> NoteAsync(string action, Changes.Authorship by, string detail = "", CancellationToken stop = default)
    {
        if (action.Length is 0 or > 64 || action is TenantChanges.Change or TenantChanges.Revert || !action.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException("An action has 1 to 64 small letters, digits, '-', '_' and '.', and is not one of the store's own.", nameof(action));
        if (by.Fault() is { } fault) throw new ArgumentException(fault, nameof(by));
        await using var session = await Session.BeginAsync(_database, _tenant, write: true, stop);
        var head = await TenantHead.LockAsync(session, stop);
        var at = ObjectRows.Time(ObjectRows.Time(_options.Clock.GetUtcNow()));
        AuditTrail.Append(session, _chain, head, new(0, at, by.By, action, by.Reason, 0, AuditChain.Digest(detail), "", ""), revision: 0);
        await session.CommitAsync(CancellationToken.None);
        return (await AuditAsync(head.Count, 1, stop)) is [var entry] ? new(entry.Sequence, entry.Hash) : default;
    }

    /// <summary>Looks for every edit of the trail, of the history, and of objects that were changed without one.</summary>
    /// <param name="known">An end that was remembered elsewhere: with it, a trail that was cut or written anew is found, too.</param>
    public async Task<AuditReport> CheckAsync(AuditHead? known = null, CancellationToken stop = default)
    {
        await using var session = await Session.BeginAsync(_database, _tenant, write: false, stop);
        return await new AuditCheck(session, _chain, known).RunAsync(stop);
    }
}
