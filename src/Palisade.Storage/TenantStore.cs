using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Audit;
using Palisade.Storage.Changes;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage;

/// <summary>The objects of one tenant: as they are. What changes them is in <see cref="Changes"/>, what was is in <see cref="Past"/>.</summary>
public sealed class TenantStore
{
    private readonly Database _database;

    internal TenantStore(Database database, StoreOptions options, AuditChain chain, KnownVersions known, string name)
    {
        (_database, Name) = (database, name);
        Changes = new(database, options, chain, known, name);
        Past = new(database, options, chain, name);
        Records = new(database, options, chain, name);
    }

    /// <summary>The tenant.</summary>
    public string Name { get; }

    /// <summary>What changes objects.</summary>
    public TenantChanges Changes { get; }

    /// <summary>History and audit trail.</summary>
    public TenantPast Past { get; }

    /// <summary>What is kept and is no object.</summary>
    public TenantRecords Records { get; }

    /// <summary>An object; null when there is none.</summary>
    public async Task<ObjectRecord?> FindAsync(LocalKey key, CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return await ObjectReading.FindAsync(session, key, stop);
    }

    /// <summary>A page of a list.</summary>
    /// <exception cref="ArgumentException">A limit, a selector or a continuation that is none.</exception>
    public async Task<ObjectPage> ListAsync(ObjectQuery query, CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return await ObjectListing.PageAsync(session, query, stop);
    }

    /// <summary>How many objects there are; <see cref="ObjectQuery.Limit"/> and <see cref="ObjectQuery.Continue"/> do not count.</summary>
    public async Task<long> CountAsync(ObjectQuery query, CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return await ObjectListing.CountAsync(session, query, stop);
    }

    /// <summary>Everything at one moment, and the revision that it is of: what a snapshot is made from.</summary>
    public async Task<(long Revision, IReadOnlyList<ObjectRecord> Objects)> AllAsync(CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return (await ObjectReading.RevisionAsync(session, stop), await ObjectReading.AllAsync(session, stop));
    }

    /// <summary>Who names an object, and in which field.</summary>
    public async Task<IReadOnlyList<(LocalKey User, string Field)>> UsersAsync(LocalKey key, CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return await session.AllAsync(
            "SELECT kind, namespace, name, field FROM object_reference WHERE tenant = @tenant AND target_kind = @kind AND target_namespace = @namespace AND target_name = @name ORDER BY kind, namespace, name, field",
            r => (ObjectRows.Key(r), r.GetString(3)), stop, ObjectRows.Values(key));
    }

    /// <summary>The tenant's revision: grows by one with each change. 0 before the first.</summary>
    public async Task<long> RevisionAsync(CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        return await ObjectReading.RevisionAsync(session, stop);
    }

    /// <summary>What changed after a revision, whole revisions only.</summary>
    /// <param name="most">About how many changes: 1 to 100,000. A revision with more is told whole.</param>
    public async Task<ChangesSince> ChangesSinceAsync(long revision, int most = 5000, CancellationToken stop = default)
    {
        if (most is < 1 or > 100_000) throw new ArgumentOutOfRangeException(nameof(most), most, "1 to 100,000 changes can be asked for.");
        await using var session = await ReadAsync(stop);
        return await History.SinceAsync(session, revision, most, stop);
    }

    /// <summary>Waits until the tenant's revision is above <paramref name="after"/>.</summary>
    /// <returns>The revision that is then.</returns>
    /// <exception cref="OperationCanceledException">It was waited for long enough.</exception>
    public async Task<long> WaitAsync(long after, CancellationToken stop)
    {
        while (true)
        {
            // Taken before looking, so that what happens between the two is not missed.
            var next = _database.Signal.Next(Name);
            if (await RevisionAsync(stop) is var now && now > after) return now;
            await Task.WhenAny(next, Task.Delay(_database.Poll, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What a component said of an object, and when; null when nothing was.</summary>
    public async Task<(Node Status, DateTimeOffset At)?> FindStatusAsync(LocalKey key, CancellationToken stop = default)
    {
        await using var session = await ReadAsync(stop);
        var found = await session.FirstAsync($"SELECT body, at FROM object_status WHERE {ObjectRows.OfKey}", r => Tuple.Create(r.GetString(0), r.GetInt64(1)), stop, ObjectRows.Values(key));
        return found is null ? null : (JsonText.Read(System.Text.Encoding.UTF8.GetBytes(found.Item1)).Root!, ObjectRows.Time(found.Item2));
    }

    private Task<Session> ReadAsync(CancellationToken stop) => Session.BeginAsync(_database, Name, write: false, stop);
}
