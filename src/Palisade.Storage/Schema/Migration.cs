using System.Data.Common;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Schema;

/// <summary>Brings a database to the newest step, each step in one transaction with its number. Several processes at once wait for each other.</summary>
internal static class Migration
{
    /// <exception cref="StoreException">The database was made by a newer version.</exception>
    public static async Task RunAsync(Database database, TimeProvider clock, CancellationToken stop)
    {
        var connection = await database.RentAsync(write: true, stop);
        var broken = true;
        try
        {
            await using var transaction = await database.BeginAsync(connection, write: true, stop);
            await database.LockSchemaAsync(connection, transaction, stop);
            await ExecuteAsync(connection, transaction, "CREATE TABLE IF NOT EXISTS schema_step (step BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)", stop);
            var done = await DoneAsync(connection, transaction, stop);
            if (done > SchemaSteps.All.Count) throw new StoreException($"The database is at step {done} of its schema; this version knows {SchemaSteps.All.Count}. It was made by a newer version.");
            for (var step = done + 1; step <= SchemaSteps.All.Count; step++) await StepAsync(database, connection, transaction, step, clock, stop);
            await transaction.CommitAsync(stop);
            broken = false;
        }
        finally
        {
            await database.ReturnAsync(connection, write: true, broken);
        }
    }

    private static async Task StepAsync(Database database, DbConnection connection, DbTransaction transaction, int step, TimeProvider clock, CancellationToken stop)
    {
        foreach (var sql in SchemaSteps.All[step - 1]) await ExecuteAsync(connection, transaction, database.Translate(sql), stop);
        if (step == 1)
        {
            foreach (var sql in SchemaSteps.AppendOnlyTables.SelectMany(database.AppendOnly)) await ExecuteAsync(connection, transaction, sql, stop);
        }

        if (step == SchemaSteps.DomainStep) await StoredDomains.ClaimAsync(connection, transaction, stop);
        await ExecuteAsync(connection, transaction, $"INSERT INTO schema_step (step, applied_at) VALUES ({step}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})", stop);
    }

    private static async Task<int> DoneAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, "SELECT COALESCE(MAX(step), 0) FROM schema_step");
        return Convert.ToInt32(await command.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
