using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Palisade.Cli.Following;
using Palisade.Cli.Managing;
using Palisade.Cli.Sandbox;
using Palisade.Cli.Terminal;
using Palisade.Gateway;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Policies;
using Palisade.Trust.Identities;

namespace Palisade.Cli.Serving;

/// <summary><c>palisade gateway</c>: a gateway of a fleet.</summary>
internal static class GatewayCommand
{
    private const int DeliveryPort = 8084;

    private const string About =
        """
        Serve the sites that a manager configures. What was configured is kept on this machine's disk: the manager may be away for as long as it likes.

        Examples:
          palisade gateway --manager manager.internal --group edge --secret-file edge.secret --listen '*:80' --data /var/lib/palisade
          palisade gateway --data /var/lib/palisade --manager manager.internal --listen '*:80' --tls-listen '*:443'   (enrolled before)
          palisade gateway --sandbox --manager manager.internal --group edge --secret-file sandbox.secret --samples requests/
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var gateway = new GatewayOptions();
        var data = new ManagerOptions().Data;
        var manager = new Option<string>("--manager") { HelpName = "HOST[:PORT]", Description = $"Where the manager hands out configuration; it enrols one port further. [default port: {DeliveryPort}]", Required = true };
        var group = new Option<string?>("--group") { HelpName = "NAME", Description = "The gateway group that this gateway is of; refused when its identity is of another." };
        var secret = new Option<string?>("--secret-file") { HelpName = "FILE", Description = "What 'palisade manager secret' printed; needed until this gateway has an identity." };
        var tls = new Option<string[]>("--tls-listen") { HelpName = "HOST:PORT", Description = "Where clients connect with TLS; the certificate is that of the site they name. May be repeated." };
        var command = new Command("gateway", About) { manager, group, secret, data, tls };
        var sandbox = new SandboxOptions();
        foreach (var option in gateway.All.Concat(sandbox.All)) command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            var (screen, faults) = (Screen.Of(parsed), new List<string>());
            var config = gateway.Read(parsed, faults);
            config = config with { Listen = [.. config.Listen, .. (parsed.GetValue(tls) ?? []).Select(t => ManagerOptions.EndPoint("--tls-listen", t, faults)).OfType<IPEndPoint>().Select(e => new Configuration.ListenConfig { Address = e.Address.ToString(), Port = e.Port, Tls = true })] };
            var (delivery, enrolment) = Manager(parsed.GetValue(manager)!, faults);
            var limits = sandbox.Read(parsed, faults);
            faults.AddRange(config.Check(ownSite: false).Select(OptionFault.Of));
            foreach (var fault in faults) screen.Fail(fault);
            if (faults.Count > 0) return ExitCode.Configuration;
            // The same machine may have both, each with an identity of its own.
            var folder = Path.Combine(Path.GetFullPath(parsed.GetValue(data) ?? DataFolder.Usual), sandbox.IsWanted(parsed) ? "sandbox" : "gateway");
            var follow = new FollowOptions { Folder = folder, Manager = delivery, Enrolment = enrolment, TicketFile = parsed.GetValue(secret), Tally = new() };
            config = config with { Probes = new() { File = Path.Combine(folder, "probes.log") } };
            if (sandbox.IsWanted(parsed)) return await new SandboxRun(follow, parsed.GetValue(group), sandbox.Samples(parsed), limits, screen).RunAsync();
            return await RunAsync(config, follow, parsed.GetValue(group), gateway.Databases(parsed), screen);
        });
        return command;
    }

    // A name, an address, or a URL as people paste it.
    private static (EndPoint Delivery, EndPoint Enrolment) Manager(string text, List<string> faults)
    {
        var bare = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/') : text;
        if (!Uri.TryCreate($"tcp://{bare}", UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath.Length > 1)
        {
            faults.Add($"--manager: '{text}' is not HOST or HOST:PORT, such as manager.internal or 10.0.0.5:{DeliveryPort}");
            return (new IPEndPoint(IPAddress.None, 0), new IPEndPoint(IPAddress.None, 0));
        }

        var port = uri.Port < 0 ? DeliveryPort : uri.Port;
        return (At(uri.IdnHost, port), At(uri.IdnHost, port + 1));
    }

    private static EndPoint At(string host, int port) => IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);

    private static async Task<int> RunAsync(Configuration.GatewayConfig config, FollowOptions follow, string? group, PolicySource databases, Screen screen)
    {
        using var signals = new Signals();
        using var loggers = StandardErrorLog.Factory(screen);
        try
        {
            var (geography, missing) = GeographyFiles.Open(databases);
            foreach (var fault in missing) screen.Fail(fault.Message);
            if (missing.Count > 0) return ExitCode.Configuration;
            await using var records = new RecordFiles(config, screen, TimeProvider.System);
            var sites = new LiveSites();
            using var metrics = new FollowMetrics(TimeProvider.System);
            // First what is on the disk, then the ports: nobody is told that a site is not there which is.
            follow = follow with { Troubles = tenant => TenantSites.PortTroubles(sites, tenant) };
            await using var pump = await ConfigurationPump.StartAsync(follow, sealing => new TenantSites(sites, sealing, geography, TimeProvider.System).Take, TimeProvider.System, loggers, signals.Stop);
            if (pump.Identity.Role is not Role.Gateway)
            {
                screen.Fail($"the identity in '{follow.Folder}' is not a gateway's; with --sandbox it tries snapshots");
                return ExitCode.Configuration;
            }

            metrics.Watch(pump);
            sites.PortFaults.Watch(pump.TellAgain);
            if (group is not null && group != pump.Identity.Group)
            {
                screen.Fail($"--group: this gateway is of the group '{pump.Identity.Group}', by its identity in '{follow.Folder}'");
                return ExitCode.Configuration;
            }

            var parts = new GatewayParts { Sites = sites, Events = records.Events, Access = records.Access, Meters = [metrics.Meter], Tally = follow.Tally, Loggers = loggers };
            await using var gateway = await GatewayHost.StartAsync(config, parts, signals.Stop);
            Tell(gateway, pump, screen);
            await signals.WaitAsync();
            screen.Note("stopping; requests under way may end");
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is IOException or SocketException or UnauthorizedAccessException)
        {
            screen.Fail(fault.Message);
            return ExitCode.OfStart(fault);
        }
    }

    private static void Tell(GatewayHost gateway, ConfigurationPump pump, Screen screen)
    {
        screen.Output.WriteLine($"{screen.Paint(Ink.Bold, "Palisade")} serves as {pump.Identity.Id} of {pump.Identity.Group}");
        foreach (var address in gateway.Addresses) screen.Place("clients connect to", address.ToString());
        if (gateway.AdminAddress is { } admin) screen.Place("health and metrics", $"http://{admin}/metrics");
        screen.Output.Flush();
    }
}
