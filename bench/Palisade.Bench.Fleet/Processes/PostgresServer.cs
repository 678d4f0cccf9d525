using System.Globalization;
using System.Net.Sockets;

namespace Palisade.Bench.Fleet.Processes;

/// <summary>A PostgreSQL server of our own on the loopback address, from Debian's package, which may be killed and started again.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port = FreePorts.Take();

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>Where its programs are; null when it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>As <c>palisade manager --database</c> takes it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@127.0.0.1:{_port}/postgres");

    /// <summary>The server's process.</summary>
    public Service Process { get; private set; } = null!;

    // It refuses to run as root.
    private static string[] AsUser => Environment.UserName is "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    /// <summary>Makes a data folder and starts it.</summary>
    /// <param name="folder">A folder of its own, which is not there yet.</param>
    public static async Task<PostgresServer> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var server = new PostgresServer(folder);
        if (AsUser.Length > 0) await RunAsync("chown", "postgres:postgres", folder);
        await RunAsync([.. AsUser, Path.Combine(Programs!, "initdb"), "-D", server.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale"]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it upon the data that is there.</summary>
    public async Task StartAgainAsync()
    {
        // What a killed one left of its lock is taken over when its process is gone.
        string[] command = [.. AsUser, Path.Combine(Programs!, "postgres"), "-D", Data, "-c", "listen_addresses=127.0.0.1", "-p", $"{_port}", "-k", _folder, "-c", "max_connections=100"];
        Process = await Service.StartAsync(command, _folder, [], async _ => await AnswersAsync());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private string Data => Path.Combine(_folder, "data");

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port);
        }
        catch (SocketException)
        {
            return false;
        }

        var ready = Service.Start([Path.Combine(Programs!, "pg_isready"), "-h", "127.0.0.1", "-p", $"{_port}", "-q"], _folder, []);
        return await ready.EndedAsync() is 0;
    }

    private static async Task RunAsync(params string[] command)
    {
        var service = Service.Start(command, "/", []);
        if (await service.EndedAsync() is not 0 and var code) throw new FleetException($"{string.Join(' ', command)} ended with {code}.\n{service.Error}");
    }
}
