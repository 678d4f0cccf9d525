using System.Diagnostics;
using Npgsql;

namespace Palisade.Storage.Tests;

/// <summary>A PostgreSQL server of the tests' own, from Debian's package, on a free port of loopback. Started by the first test that asks for it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly Lazy<Task> _started;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"palisade-pg-{Guid.NewGuid():N}");
    private Process? _server;
    private int _port;
    private int _databases;

    public PostgresServer() => _started = new(StartAsync);

    /// <summary>Where its programs are; null when it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await _started.Value;
        var name = $"d{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(Address("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is { HasExited: false } server)
        {
            // The interrupt is PostgreSQL's fast shutdown.
            await RunAsync("kill", "-INT", $"{server.Id}");
            await server.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!server.HasExited) server.Kill(entireProcessTree: true);
        }

        _server?.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private string Address(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private async Task StartAsync()
    {
        Directory.CreateDirectory(_folder);
        var data = Path.Combine(_folder, "data");
        // It refuses to run as root.
        string[] asUser = Environment.UserName is "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        if (asUser.Length > 0) await RunAsync("chown", "postgres:postgres", _folder);
        await RunAsync([.. asUser, Path.Combine(Programs!, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N"]);
        _port = Ports.Free();
        _server = Start([.. asUser, Path.Combine(Programs!, "postgres"), "-D", data, "-c", "listen_addresses=127.0.0.1", "-p", $"{_port}", "-k", _folder, "-c", "max_connections=150"]);
        await ReadyAsync();
    }

    private async Task ReadyAsync()
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Address("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (waited < 600)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}.");
    }
}

[CollectionDefinition(Name)]
public sealed class DatabaseServers : ICollectionFixture<PostgresServer>
{
    public const string Name = "databases";
}
