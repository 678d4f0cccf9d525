using System.Data;
using System.Data.Common;
using Npgsql;

namespace Palisade.Storage.Databases;

/// <summary>PostgreSQL: what a fleet's managers share. A writer locks its tenant's row, so that tenants do not wait for each other.</summary>
public sealed class PostgresDatabase : Database
{
    /// <summary>The channel on which changes are told; its payload is the tenant.</summary>
    internal const string Channel = "palisade_change";

    private const int MostReaders = 16;
    private const int MostWriters = 16;
    private const long SchemaLock = 0x50616C6973616465; // "Palisade"

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _readers = new(MostReaders, MostReaders);
    private readonly SemaphoreSlim _writers = new(MostWriters, MostWriters);
    private readonly CancellationTokenSource _ended = new();
    private Task _listening = Task.CompletedTask;

    /// <param name="url"><c>postgres://user:password@host:port/database</c>, or keywords as Npgsql takes them. Never repeated in a message.</param>
    public PostgresDatabase(string url)
    {
        var settings = PostgresUrl.Read(url);
        settings.SearchPath = "palisade";
        settings.MaxPoolSize = MostReaders + MostWriters + 2;
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "palisade";
        // A plan that is kept was made for tables as small as they were then: a first import would be read from end to end for each object.
        settings.Options = $"{settings.Options} -c plan_cache_mode=force_custom_plan".TrimStart();
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc/>
    internal override TimeSpan Poll => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    internal override string ForUpdate => " FOR UPDATE";

    /// <inheritdoc/>
    internal override string? Announcement => $"SELECT pg_notify('{Channel}', @tenant)";

    /// <inheritdoc/>
    // The order of bytes, as in SQLite: lists and their continuations must not depend on a locale.
    internal override string Translate(string schema) => schema.Replace("{text}", "TEXT COLLATE \"C\"", StringComparison.Ordinal).Replace("{bytes}", "BYTEA", StringComparison.Ordinal);

    /// <inheritdoc/>
    internal override IEnumerable<string> AppendOnly(string table) =>
    [
        $"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        $"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
        $"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
    ];

    /// <inheritdoc/>
    internal override async Task<DbConnection> RentAsync(bool write, CancellationToken stop)
    {
        await Gate(write).WaitAsync(stop);
        try
        {
            return await _source.OpenConnectionAsync(stop);
        }
        catch
        {
            Gate(write).Release();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override async ValueTask ReturnAsync(DbConnection connection, bool write, bool broken)
    {
        await connection.DisposeAsync();
        Gate(write).Release();
    }

    /// <inheritdoc/>
    internal override ValueTask<DbTransaction> BeginAsync(DbConnection connection, bool write, CancellationToken stop) =>
        connection.BeginTransactionAsync(write ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, stop);

    /// <inheritdoc/>
    internal override async Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, $"SELECT pg_advisory_xact_lock({SchemaLock}); CREATE SCHEMA IF NOT EXISTS palisade");
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <inheritdoc/>
    internal override void Listen() => _listening = ListenAsync();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _listening;
        await _source.DisposeAsync();
        _ended.Dispose();
        _readers.Dispose();
        _writers.Dispose();
    }

    private SemaphoreSlim Gate(bool write) => write ? _writers : _readers;

    private async Task ListenAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(_ended.Token);
                connection.Notification += (_, told) => Signal.Pulse(told.Payload);
                await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection)) await command.ExecuteNonQueryAsync(_ended.Token);
                // What was told between two connections is lost; everybody looks again.
                Signal.PulseAll();
                while (true) await connection.WaitAsync(_ended.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or DbException or IOException or TimeoutException)
            {
                // Without listening changes are found by looking, a little later: see Poll.
                await Task.Delay(TimeSpan.FromSeconds(1), _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
