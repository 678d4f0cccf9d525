using System.Globalization;
using System.Runtime.InteropServices;
using Palisade.Bench.Fleet.Processes;

namespace Palisade.Bench.Fleet.Running;

/// <summary>A manager, its database and gateways, each a process with a folder of its own, as an operator starts them. Ends with this object.</summary>
internal sealed class RunningFleet : IAsyncDisposable
{
    private const string Password = "correct horse battery";

    private readonly FleetPlan _plan;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-fleet-");
    private readonly int _delivery = FreePorts.Take(2);
    private readonly int _listen = FreePorts.Take();
    private readonly int[] _ports;

    private RunningFleet(FleetPlan plan)
    {
        _plan = plan;
        _ports = [.. Enumerable.Range(0, plan.Gateways).Select(_ => FreePorts.Take())];
        Gateways = new Service[plan.Gateways];
        Api = new(_listen, () => Manager.Value("its fingerprint"));
        // PostgreSQL, which is another user, has a folder in it.
        if (plan.Postgres) File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
    }

    /// <summary>The manager.</summary>
    public Service Manager { get; private set; } = null!;

    /// <summary>The database; null where the manager has it in a file.</summary>
    public PostgresServer? Database { get; private set; }

    /// <summary>The gateways.</summary>
    public Service[] Gateways { get; }

    /// <summary>What the manager is told by.</summary>
    public Api Api { get; }

    /// <summary>The application behind it.</summary>
    public Origin Origin { get; } = new();

    /// <summary>Everything that is measured, by name.</summary>
    public IEnumerable<(string Name, Service Service)> Processes => [("manager", Manager), .. Gateways.Select((g, i) => ($"gateway {i + 1}", g))];

    /// <summary>Starts everything.</summary>
    public static async Task<RunningFleet> StartAsync(FleetPlan plan)
    {
        var fleet = new RunningFleet(plan);
        try
        {
            if (plan.Postgres) fleet.Database = await PostgresServer.StartAsync(fleet.In("postgres"));
            await fleet.StartManagerAsync();
            await fleet.Api.SignOnAsync(Password);
            await fleet.MakeSecretAsync();
            for (var i = 0; i < plan.Gateways; i++) await fleet.StartGatewayAsync(i);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where clients reach a gateway.</summary>
    public int PortOf(int gateway) => _ports[gateway];

    /// <summary>Where a gateway keeps the snapshots of a tenant.</summary>
    public string SnapshotsOf(int gateway, string tenant) => Path.Combine(DataOf(gateway), "gateway", "snapshots", tenant);

    /// <summary>Starts the manager upon the data that is there.</summary>
    public async Task StartManagerAsync() => Manager = await PalisadeAsync(
        "gateways enrol at", "manager", ["--data", In("manager"), "--listen", At(_listen), "--delivery-listen", At(_delivery), "--enrolment-listen", At(_delivery + 1), .. Database is null ? [] : (string[])["--database", Database.Url]]);

    /// <summary>Starts a gateway upon the data that is there.</summary>
    /// <returns>The time until it served.</returns>
    public async Task<TimeSpan> StartGatewayAsync(int number)
    {
        Gateways[number] = await PalisadeAsync(
            "clients connect to", "gateway",
            ["--manager", At(_delivery), "--group", "edge", "--secret-file", In("edge.secret"), "--data", DataOf(number), "--listen", At(_ports[number]), "--admin", "off", "--events", "off"],
            // For the poison that is a fault of the engine's own.
            ("PALISADE_TEST_ENGINE_FAULTS", "1"));
        return Gateways[number].Age.Elapsed;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways.Where(g => g is not null)) await gateway.DisposeAsync();
        if (Manager is not null) await Manager.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        await Origin.DisposeAsync();
        Api.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string At(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private string DataOf(int gateway) => In(string.Create(CultureInfo.InvariantCulture, $"gateway-{gateway + 1}"));

    private async Task MakeSecretAsync()
    {
        var made = Service.Start([_plan.Program, "manager", "secret", "--data", In("manager"), "--group", "edge"], _folder.FullName, Variables);
        if (await made.EndedAsync() is not 0) throw new FleetException($"no secret was made: {made.Error}");
        await File.WriteAllTextAsync(In("edge.secret"), made.Output);
        File.SetUnixFileMode(In("edge.secret"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Task<Service> PalisadeAsync(string ready, string role, IEnumerable<string> args, params (string, string)[] more) =>
        Service.StartAsync([_plan.Program, role, .. args], _folder.FullName, [.. Variables, .. more], service => Task.FromResult(service.Value(ready) is not null));

    // The program looks for its runtime in the usual places only: tell it where the one is that runs us.
    private static (string, string)[] Variables => [("PALISADE_ADMIN_PASSWORD", Password), ("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")))];
}
