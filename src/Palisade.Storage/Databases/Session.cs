using System.Data.Common;

namespace Palisade.Storage.Databases;

/// <summary>
/// One tenant's transaction. Every statement gets the tenant as <c>@tenant</c>, and one that does not ask for it is refused: a statement over
/// several tenants cannot be made from here.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    private const int LargestBatch = 500;

    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly bool _write;
    private readonly List<(string Sql, (string Name, object? Value)[] Values)> _queue = [];
    private bool _done;

    private Session(Database database, DbConnection connection, DbTransaction transaction, string tenant, bool write) =>
        (_database, _connection, _transaction, Tenant, _write) = (database, connection, transaction, tenant, write);

    /// <summary>Whose it is.</summary>
    public string Tenant { get; }

    /// <summary>The database, for what differs.</summary>
    public Database Database => _database;

    /// <summary>Begins one.</summary>
    public static async Task<Session> BeginAsync(Database database, string tenant, bool write, CancellationToken stop)
    {
        var connection = await database.RentAsync(write, stop);
        try
        {
            return new(database, connection, await database.BeginAsync(connection, write, stop), tenant, write);
        }
        catch
        {
            await database.ReturnAsync(connection, write, broken: true);
            throw;
        }
    }

    /// <summary>Runs a statement.</summary>
    public async Task<int> RunAsync(string sql, CancellationToken stop, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>All rows of a query.</summary>
    public async Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken stop, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row of a query; the default of the type when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken stop, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? read(reader) : default;
    }

    /// <summary>Keeps a statement for <see cref="FlushAsync"/>.</summary>
    public void Queue(string sql, params (string Name, object? Value)[] values) => _queue.Add((sql, values));

    /// <summary>Runs what was kept, in order, in as few round trips as the database allows.</summary>
    public async Task FlushAsync(CancellationToken stop)
    {
        if (!_connection.CanCreateBatch)
        {
            await OneByOneAsync(stop);
        }
        else
        {
            foreach (var part in _queue.Chunk(LargestBatch)) await BatchAsync(part, stop);
        }

        _queue.Clear();
    }

    /// <summary>Makes everything last.</summary>
    public async Task CommitAsync(CancellationToken stop)
    {
        await FlushAsync(stop);
        await _transaction.CommitAsync(stop);
        _done = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var broken = false;
        try
        {
            if (!_done) await _transaction.RollbackAsync();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the transaction with it.
            broken = true;
        }
        finally
        {
            await _transaction.DisposeAsync();
            await _database.ReturnAsync(_connection, _write, broken);
        }
    }

    // Each text is prepared once, however many objects it is for.
    private async Task OneByOneAsync(CancellationToken stop)
    {
        var prepared = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        try
        {
            foreach (var (sql, values) in _queue)
            {
                if (!prepared.TryGetValue(sql, out var command)) prepared[sql] = command = Command(sql, values);
                else for (var i = 0; i < values.Length; i++) command.Parameters[i + 1].Value = values[i].Value ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(stop);
            }
        }
        finally
        {
            foreach (var command in prepared.Values) await command.DisposeAsync();
        }
    }

    private async Task BatchAsync((string Sql, (string Name, object? Value)[] Values)[] part, CancellationToken stop)
    {
        await using var batch = _connection.CreateBatch();
        batch.Transaction = _transaction;
        foreach (var (sql, values) in part)
        {
            Guard(sql);
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            Fill(command.Parameters, command.CreateParameter, values);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(stop);
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        Guard(sql);
        var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, _transaction);
        Fill(command.Parameters, command.CreateParameter, values);
        return command;
    }

    private void Fill(DbParameterCollection parameters, Func<DbParameter> create, (string Name, object? Value)[] values)
    {
        foreach (var (name, value) in values.Prepend(("tenant", Tenant)))
        {
            var parameter = create();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            parameters.Add(parameter);
        }
    }

    private static void Guard(string sql)
    {
        if (!sql.Contains("@tenant", StringComparison.Ordinal)) throw new InvalidOperationException("A statement that does not name its tenant cannot be run.");
    }
}
