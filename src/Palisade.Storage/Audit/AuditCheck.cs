using System.Data.Common;
using Palisade.Configuration.Documents;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Audit;

/// <summary>What a check of an audit trail found.</summary>
/// <param name="Head">Its end, to be remembered elsewhere.</param>
/// <param name="Faults">Every place where it was edited; empty when it was not.</param>
public sealed record AuditReport(AuditHead Head, IReadOnlyList<string> Faults);

/// <summary>Checks a tenant's trail, the history that it vouches for, the contents that the history names, and the objects that come of them.</summary>
internal sealed class AuditCheck(Session session, AuditChain chain, AuditHead? known)
{
    private const int PageSize = 1000;
    private const int MostFaults = 100;

    private readonly List<string> _faults = [];
    private bool _knownSeen;
    private long _changes;

    /// <summary>Runs it.</summary>
    public async Task<AuditReport> RunAsync(CancellationToken stop)
    {
        var (count, previous) = (0L, AuditChain.Start);
        for (var page = await AuditTrail.ReadAsync(session, 0, PageSize, stop); page.Count > 0; page = await AuditTrail.ReadAsync(session, page[^1].Sequence, PageSize, stop))
        {
            var changes = await ChangesAsync(page, stop);
            foreach (var entry in page)
            {
                Line(entry, ++count, previous, changes);
                (count, previous) = (entry.Sequence, entry.Hash);
                if (_faults.Count >= MostFaults) return new(new(count, previous), _faults);
            }
        }

        await EndAsync(count, previous, stop);
        return new(new(count, previous), _faults);
    }

    private void Line(AuditEntry entry, long expected, string previous, ILookup<long, ChangeRow> changes)
    {
        if (entry.Sequence != expected) Fault($"Before line {entry.Sequence}, lines from {expected} on are missing.");
        if (entry.PreviousHash != previous) Fault($"Line {entry.Sequence} does not follow the line before it.");
        if (entry.Hash != chain.Hash(session.Tenant, entry)) Fault($"Line {entry.Sequence} was edited.");
        if (known is { } head && head.Count == entry.Sequence)
        {
            _knownSeen = true;
            if (head.Hash != entry.Hash) Fault($"Line {entry.Sequence} is not the one that was remembered: the trail was written anew.");
        }

        if (entry.Revision == 0) return;
        _changes += changes[entry.Revision].Count();
        if (AuditChain.Digest(changes[entry.Revision]) != entry.Digest) Fault($"The history of revision {entry.Revision} was edited.");
    }

    // The contents are hashed as they come, and not kept: a page may name gigabytes.
    private async Task<ILookup<long, ChangeRow>> ChangesAsync(List<AuditEntry> page, CancellationToken stop)
    {
        var rows = await session.AllAsync(
            $"SELECT {ChangeRow.Columns}, c.body FROM object_change h LEFT JOIN content c ON c.tenant = h.tenant AND c.hash = h.spec_hash WHERE h.tenant = @tenant AND h.revision >= @from AND h.revision <= @to",
            row => Checked(ChangeRow.Read(row), row), stop, ("from", page.Min(e => e.Revision)), ("to", page.Max(e => e.Revision)));
        return rows.ToLookup(r => r.Revision);
    }

    private ChangeRow Checked(ChangeRow change, DbDataReader row)
    {
        if (row.IsDBNull(9)) Fault($"The spec of {change.Key} in revision {change.Revision} is missing.");
        else if (CanonicalJson.Hash(row.GetFieldValue<byte[]>(9)) != change.SpecHash) Fault($"The spec of {change.Key} in revision {change.Revision} was edited.");
        return change;
    }

    private async Task EndAsync(long count, string last, CancellationToken stop)
    {
        var head = await TenantHead.FindAsync(session, stop);
        if ((head?.Count ?? 0) != count || (head?.Hash ?? AuditChain.Start) != last) Fault("The trail does not end where the tenant's head says: lines at its end are missing.");
        if (known is { Count: > 0 } remembered && !_knownSeen) Fault($"The trail has {count} lines; {remembered.Count} were remembered.");
        if (await session.FirstAsync("SELECT COUNT(*) FROM object_change WHERE tenant = @tenant", r => r.GetInt64(0), stop) != _changes) Fault("The history has changes that the trail does not know.");
        var then = (await History.AllAtAsync(session, long.MaxValue, stop)).Where(r => r.Operation is not ChangeRow.Deleted).ToDictionary(r => r.Key);
        foreach (var record in await ObjectReading.AllAsync(session, stop))
        {
            if (!then.Remove(record.Key.Local, out var row)) Fault($"{record.Key.Local} is there without a history.");
            else if (row.SpecHash != record.SpecHash || row.Uid != record.Uid.ToString() || row.Generation != record.Generation || row.Revision != record.Revision || row.Metadata != ObjectRows.Text(record.Metadata))
                Fault($"{record.Key.Local} is not as its history says.");
        }

        foreach (var key in then.Keys) Fault($"{key} is missing.");
    }

    private void Fault(string message)
    {
        if (_faults.Count < MostFaults) _faults.Add(message);
    }
}
