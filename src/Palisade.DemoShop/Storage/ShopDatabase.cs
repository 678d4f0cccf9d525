using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Palisade.DemoShop.Storage;

/// <summary>
/// The shop's SQLite database: in memory, made anew at every start. Whoever asks with a text of his own making gets
/// what SQLite answers; that is the flaw on show. Bounds keep it from hurting the machine: a statement ends after
/// <see cref="StatementLimit"/>, no value grows past 1 MiB, and no file can be attached.
/// </summary>
internal sealed class ShopDatabase : IDisposable
{
    /// <summary>The longest a statement may run, so that "heavy query" attacks do not stop the shop.</summary>
    public static readonly TimeSpan StatementLimit = TimeSpan.FromSeconds(2);

    private const int MostRows = 2000;
    private const int LongestValueBytes = 1024 * 1024;
    private const int InstructionsBetweenChecks = 10_000;

    private readonly Lock _one = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private long _started;

    public ShopDatabase(TimeProvider clock)
    {
        _clock = clock;
        Batteries_V2.Init();
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        Query(Embedded.Text("seed.sql"));
        raw.sqlite3_limit(_connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(_connection.Handle, raw.SQLITE_LIMIT_LENGTH, LongestValueBytes);
        raw.sqlite3_progress_handler(_connection.Handle, InstructionsBetweenChecks, TookTooLong, null);
    }

    /// <summary>Runs a text as it is and answers the rows as texts; NULL is empty.</summary>
    /// <exception cref="SqliteException">What SQLite says, a statement over its time included.</exception>
    public IReadOnlyList<string[]> Query(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        lock (_one)
        {
            _started = _clock.GetTimestamp();
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            using var reader = command.ExecuteReader();
            var rows = new List<string[]>();
            while (rows.Count < MostRows && reader.Read()) rows.Add(Row(reader));
            while (reader.NextResult())
            {
                // Further statements in the same text ("stacked queries") run too; nobody looks at their rows.
            }

            return rows;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string[] Row(SqliteDataReader reader)
    {
        var row = new string[reader.FieldCount];
        for (var i = 0; i < row.Length; i++) row[i] = Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) ?? "";
        return row;
    }

    private int TookTooLong(object state) => _clock.GetElapsedTime(_started) > StatementLimit ? 1 : 0;
}
