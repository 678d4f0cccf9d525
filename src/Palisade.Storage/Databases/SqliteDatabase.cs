using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Palisade.Storage.Databases;

/// <summary>
/// SQLite in a file: what one machine needs. Write-ahead log, and synchronous FULL: what was answered is on the disk, whatever ends the process or
/// the machine. One writer at a time; readers do not wait for it.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private SqliteConnection? _writing;
    private int _ended;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <param name="file">The database's file; made when it is not there, for its owner's eyes only.</param>
    public SqliteDatabase(string file)
    {
        if (!File.Exists(file))
        {
            using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        }

        // The pool is ours: a connection is set up once.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString();
    }

    /// <inheritdoc/>
    internal override TimeSpan Poll => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    internal override string ForUpdate => "";

    /// <inheritdoc/>
    internal override string? Announcement => null;

    /// <inheritdoc/>
    internal override string Translate(string schema) => schema.Replace("{text}", "TEXT", StringComparison.Ordinal).Replace("{bytes}", "BLOB", StringComparison.Ordinal);

    /// <inheritdoc/>
    internal override IEnumerable<string> AppendOnly(string table) =>
    [
        $"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    ];

    /// <inheritdoc/>
    internal override async Task<DbConnection> RentAsync(bool write, CancellationToken stop)
    {
        if (!write) return _readers.TryTake(out var reader) ? reader : Open();
        await _writer.WaitAsync(stop);
        try
        {
            return _writing ??= Open();
        }
        catch
        {
            _writer.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override ValueTask ReturnAsync(DbConnection connection, bool write, bool broken)
    {
        if (broken || (!write && _ended == 1)) connection.Dispose();
        else if (!write) _readers.Add((SqliteConnection)connection);
        if (!write) return ValueTask.CompletedTask;

        if (broken) _writing = null;
        _writer.Release();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    internal override ValueTask<DbTransaction> BeginAsync(DbConnection connection, bool write, CancellationToken stop) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: !write));

    /// <inheritdoc/>
    internal override Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop) => Task.CompletedTask;

    /// <inheritdoc/>
    internal override void Listen()
    {
        // Other processes are found by looking: see Poll.
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _ended = 1;
        await _writer.WaitAsync();
        _writing?.Dispose();
        _writing = null;
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }

    private SqliteConnection Open()
    {
        ObjectDisposedException.ThrowIf(_ended == 1, this);
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-8192;";
        command.ExecuteNonQuery();
        return connection;
    }
}
