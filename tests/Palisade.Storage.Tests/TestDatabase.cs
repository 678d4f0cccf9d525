using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;
using Palisade.Storage.Databases;
using Xunit.Sdk;

namespace Palisade.Storage.Tests;

/// <summary>The test runs on SQLite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public const string Name = "sqlite";

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Name]];
}

/// <summary>The test runs on PostgreSQL; it is skipped, and counted, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public const string Name = "postgres";

    public OnPostgresAttribute() => Skip = PostgresServer.Programs is null ? "PostgreSQL is not installed" : null;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Name]];
}

/// <summary>A database of one test's own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _address;
    private readonly string? _folder;
    private readonly List<ObjectStore> _stores = [];

    private TestDatabase(string address, string? folder) => (_address, _folder) = (address, folder);

    /// <summary>The file of SQLite.</summary>
    public string File => _address;

    public static async Task<TestDatabase> NewAsync(string kind, PostgresServer server)
    {
        if (kind is OnPostgresAttribute.Name) return new(await server.NewDatabaseAsync(), null);
        var folder = Directory.CreateTempSubdirectory("palisade-store-").FullName;
        return new(Path.Combine(folder, "objects.db"), folder);
    }

    /// <summary>Opens it; each time as another process would.</summary>
    public async Task<ObjectStore> OpenAsync(StoreOptions? options = null)
    {
        var store = await ObjectStore.OpenAsync(_folder is null ? new PostgresDatabase(_address) : new SqliteDatabase(_address), options);
        _stores.Add(store);
        return store;
    }

    /// <summary>Does what no store would: a statement as the database's owner.</summary>
    public async Task<object?> BreakInAsync(string sql)
    {
        await using DbConnection connection = _folder is null ? new NpgsqlConnection(_address + ";Pooling=false;Search Path=palisade") : new SqliteConnection($"Data Source={_address};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Takes away what refuses edits.</summary>
    public async Task DisarmAsync()
    {
        foreach (var table in new[] { "audit", "object_change", "content" })
        {
            string[] triggers = _folder is null ? ["no_change", "no_truncate"] : ["no_update", "no_delete"];
            foreach (var trigger in triggers) await BreakInAsync($"DROP TRIGGER {table}_{trigger}{(_folder is null ? " ON " + table : "")}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
