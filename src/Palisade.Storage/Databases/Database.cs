using System.Collections.Concurrent;
using System.Data.Common;

namespace Palisade.Storage.Databases;

/// <summary>
/// Where objects are kept: SQLite in a file, or PostgreSQL. Everything that differs between the two is here; the statements are the same.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Who is told of changes.</summary>
    internal ChangeSignal Signal { get; } = new();

    /// <summary>How often it is looked for changes that nobody told of.</summary>
    internal abstract TimeSpan Poll { get; }

    /// <summary>What is put behind a <c>SELECT</c> so that nobody else changes the row until the transaction ends.</summary>
    internal abstract string ForUpdate { get; }

    /// <summary>The types of columns in this database's words.</summary>
    internal abstract string Translate(string schema);

    /// <summary>Statements that refuse changes of a table's rows.</summary>
    internal abstract IEnumerable<string> AppendOnly(string table);

    /// <summary>
    /// Waits until no other writer of this process changes the tenant; disposing it lets the next one. Waiting here costs nothing, and whoever is too
    /// late can be told so without a connection.
    /// </summary>
    internal async Task<IDisposable> TurnAsync(string tenant, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(tenant, static _ => new(1, 1));
        await turn.WaitAsync(stop);
        return new Turn(turn);
    }

    /// <summary>Takes a connection for reading, or for writing. Writers do not wait for readers.</summary>
    internal abstract Task<DbConnection> RentAsync(bool write, CancellationToken stop);

    /// <summary>Gives a connection back.</summary>
    /// <param name="broken">Whether it is in an unknown state and must not be used again.</param>
    internal abstract ValueTask ReturnAsync(DbConnection connection, bool write, bool broken);

    /// <summary>Begins a transaction: for reading one that sees one moment, for writing one that is the only writer of what it locks.</summary>
    internal abstract ValueTask<DbTransaction> BeginAsync(DbConnection connection, bool write, CancellationToken stop);

    /// <summary>Makes migrations of several processes wait for each other, inside a transaction for writing.</summary>
    internal abstract Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop);

    /// <summary>Tells other processes of a change, inside the transaction that makes it. Null where there is no way to.</summary>
    internal abstract string? Announcement { get; }

    /// <summary>Begins to listen to other processes.</summary>
    internal abstract void Listen();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
