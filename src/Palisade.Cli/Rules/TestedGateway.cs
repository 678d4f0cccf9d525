using System.Net;
using System.Text;
using Palisade.Configuration;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Ftw.Findings;
using Palisade.Ftw.Transport;
using Palisade.Gateway;
using Palisade.Protection;

namespace Palisade.Cli.Rules;

/// <summary>The real gateway on the loopback address with the rules under test, and a reflecting backend behind it.</summary>
internal sealed class TestedGateway : IAsyncDisposable
{
    private const int Widest = 1024 * 1024;

    private readonly ReflectingBackend _backend;
    private readonly GatewayHost _gateway;
    private readonly FindingsByClient _findings;

    private TestedGateway(ReflectingBackend backend, GatewayHost gateway, FindingsByClient findings) =>
        (_backend, _gateway, _findings) = (backend, gateway, findings);

    /// <summary>Where the gateway listens.</summary>
    public Destination Destination => new("127.0.0.1", _gateway.Addresses[0].Port, false);

    /// <summary>What the engine could not do as the rules asked, such as a pattern over its time limit, in all requests so far.</summary>
    public IReadOnlyCollection<string> Faults => _findings.Faults;

    /// <summary>Compiles rules with the set-up that the tests of the Core Rule Set take for given.</summary>
    /// <param name="paranoia">1 to 4.</param>
    public static BuiltProtection Build(string folder, int paranoia) => ProtectionBuilder.Build(new RuleSource
    {
        Folder = folder,
        Paranoia = paranoia,
        Mode = EngineMode.DetectionOnly,
        Preamble = Setup(),
    });

    /// <summary>Opens backend and gateway on free ports.</summary>
    public static async Task<TestedGateway> StartAsync(RuleSet rules, TimeProvider clock, CancellationToken stop)
    {
        var backend = await ReflectingBackend.StartAsync(stop);
        var (config, findings) = (Config(backend.Address), new FindingsByClient(clock));
        try
        {
            var gateway = await GatewayHost.StartAsync(config, new() { Sites = CommandLineSite.Alone(config, new LiveProtection(rules)), Clock = clock, Inspected = findings.Add }, stop);
            return new TestedGateway(backend, gateway, findings);
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rules that matched and log, in all requests of a connection that was closed.</summary>
    /// <exception cref="TimeoutException">No request of it was recorded.</exception>
    public Task<IReadOnlyCollection<LoggedRule>> FindingsOfAsync(IPEndPoint client, CancellationToken stop) => _findings.TakeAsync(client, stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    // Simulation, so that the answer shows what the server itself thinks of a request; wide limits, so that rules judge sizes.
    private static GatewayConfig Config(Uri backend) => new()
    {
        Listen = [new() { Address = "127.0.0.1", Port = 0 }],
        Admin = new() { Enabled = false },
        Origin = new() { Url = backend.GetLeftPart(UriPartial.Authority) },
        Mode = OperationMode.Simulation,
        Limits = new() { RequestLineBytes = Widest, HeaderBytes = Widest, HeaderCount = 1000 },
    };

    private static string Setup() => Encoding.Latin1.GetString(TestFiles.Read("crs-test-setup.conf"));
}
