using System.CommandLine;
using System.Net.Sockets;
using Palisade.Cli.Terminal;
using Palisade.Manager.Sandbox;
using Palisade.Storage;

namespace Palisade.Cli.Managing;

/// <summary><c>palisade manager</c>: the manager of a fleet.</summary>
internal static class ManagerCommand
{
    private const string About =
        """
        Manage a fleet: the API for people and programs, and what gateways enrol with and follow.

        Examples:
          palisade manager --data /var/lib/palisade --listen '*:8083' --delivery-listen '*:8084' --enrolment-listen '*:8085'
          palisade manager secret --group edge > edge.secret
          palisade manager seal --tenant acme --name shop --certificate shop.pem --key shop.key | palisade apply --tenant acme -f -
        """;

    private static readonly Dictionary<string, SandboxMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["available"] = SandboxMode.Available,
        ["required"] = SandboxMode.Required,
        ["none"] = SandboxMode.None,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new ManagerOptions();
        var listen = new Option<string?>("--listen") { HelpName = "HOST:PORT", Description = "Where the API is served, over HTTPS. [default: 127.0.0.1:8083]" };
        var delivery = new Option<string?>("--delivery-listen") { HelpName = "HOST:PORT", Description = "Where gateways fetch their configuration, over mutual TLS. [default: 127.0.0.1:8084]" };
        var enrolment = new Option<string?>("--enrolment-listen") { HelpName = "HOST:PORT", Description = "Where gateways enrol. [default: 127.0.0.1:8085]" };
        var sandbox = WordOption.Of("--sandbox", Modes, SandboxMode.Available, "Whether a change waits for a sandbox's word before gateways get it. available: while one is connected. required: always. none: never.");
        var metrics = new Option<string?>("--metrics-listen") { HelpName = "HOST:PORT", Description = "Where metrics are read over plain HTTP by whoever reaches it; use a loopback address. [default: nowhere; /metrics of the API needs a token of the platform]" };
        var command = new Command("manager", About) { options.Data, options.Database, listen, delivery, enrolment, metrics, sandbox, SecretCommand.Create(), SealCommand.Create() };
        command.SetAction(async (parsed, _) =>
        {
            var (screen, faults) = (Screen.Of(parsed), new List<string>());
            var at = ManagerOptions.EndPoint("--listen", parsed.GetValue(listen) ?? ManagerOptions.UsualListen, faults);
            var deliver = ManagerOptions.EndPoint("--delivery-listen", parsed.GetValue(delivery) ?? "127.0.0.1:8084", faults);
            var enrol = ManagerOptions.EndPoint("--enrolment-listen", parsed.GetValue(enrolment) ?? "127.0.0.1:8085", faults);
            var measured = parsed.GetValue(metrics) is { } text ? ManagerOptions.EndPoint("--metrics-listen", text, faults) : null;
            foreach (var fault in faults) screen.Fail(fault);
            if (faults.Count > 0 || at is null || deliver is null || enrol is null) return ExitCode.Configuration;
            return await RunAsync(
                new() { Folder = options.Folder(parsed), Database = parsed.GetValue(options.Database), Listen = at, Delivery = deliver, Enrolment = enrol, Metrics = measured, AdminPassword = ManagerOptions.Password, Sandbox = parsed.GetValue(sandbox) ?? SandboxMode.Available }, screen);
        });
        return command;
    }

    /// <summary>Where a manager is, and how it is signed on to the first time.</summary>
    public static void Tell(ManagerSide manager, Screen screen)
    {
        screen.Place("manager", manager.Address.ToString());
        if (manager.FirstPassword is { } password) screen.Place("sign on as admin", $"{password}   (shown this once)");
        screen.Place("its fingerprint", manager.Fingerprint);
        screen.Output.Flush();
    }

    private static async Task<int> RunAsync(ManagerPlan plan, Screen screen)
    {
        using var signals = new Signals();
        using var loggers = StandardErrorLog.Factory(screen);
        try
        {
            await using var manager = await ManagerSide.StartAsync(plan, TimeProvider.System, loggers, signals.Stop);
            screen.Output.WriteLine($"{screen.Paint(Ink.Bold, "Palisade")} manages");
            Tell(manager, screen);
            screen.Place("gateways follow at", manager.Delivery.DeliveryAddress.ToString());
            screen.Place("gateways enrol at", manager.Delivery.EnrolmentAddress.ToString());
            if (manager.MetricsAddress is { } metrics) screen.Place("metrics", $"http://{metrics}/metrics");
            await screen.Output.FlushAsync(CancellationToken.None);
            await signals.WaitAsync();
            screen.Note("stopping");
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is IOException or StoreException or ArgumentException or System.Data.Common.DbException or SocketException or UnauthorizedAccessException)
        {
            screen.Fail(fault.Message);
            return ExitCode.OfStart(fault);
        }
    }
}
