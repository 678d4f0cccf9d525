using Microsoft.Extensions.Logging;
using Palisade.Cli.Following;
using Palisade.Cli.Managing;
using Palisade.Cli.Serving;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Record;
using Palisade.Protection.Policies;
using Palisade.Trust.Disk;

namespace Palisade.Cli.Run;

/// <summary>
/// A manager and a gateway's following of it in one process: the same road as between machines, over loopback, with an identity of the gateway's own and its own
/// copy on the disk.
/// </summary>
internal sealed class ManagedSites : IAsyncDisposable
{
    private const string Group = "local";

    private readonly ConfigurationPump _pump;

    private ManagedSites(ManagerSide manager, ConfigurationPump pump) => (Manager, _pump) = (manager, pump);

    /// <summary>The manager.</summary>
    public ManagerSide Manager { get; }

    /// <summary>Starts the manager, enrols the gateway the first time, and serves what the manager has.</summary>
    /// <exception cref="IOException">A port is in use, or a file cannot be used; the message says which.</exception>
    public static async Task<ManagedSites> StartAsync(ManagerPlan plan, LiveSites sites, PolicySource databases, TenantTally tally, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        var manager = await ManagerSide.StartAsync(plan, clock, loggers, stop);
        try
        {
            var geography = GeographyFiles.Open(databases).Geography;
            var options = new FollowOptions
            {
                Folder = Path.Combine(plan.Folder, "gateway"),
                Manager = manager.Delivery.DeliveryAddress,
                Enrolment = manager.Delivery.EnrolmentAddress,
                TicketFile = Ticket(plan.Folder, manager),
                Tally = tally,
                Troubles = tenant => TenantSites.PortTroubles(sites, tenant),
            };
            var pump = await ConfigurationPump.StartAsync(options, sealing => new TenantSites(sites, sealing, geography, clock).Take, clock, loggers, stop);
            sites.PortFaults.Watch(pump.TellAgain);
            return new(manager, pump);
        }
        catch
        {
            await manager.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pump.DisposeAsync();
        await Manager.DisposeAsync();
    }

    // A group's secret and no token: a gateway that was off for longer than its identity lives enrols with it again.
    private static string Ticket(string folder, ManagerSide manager)
    {
        var path = Path.Combine(folder, "gateway.ticket");
        if (File.Exists(path)) return path;
        var (_, ticket) = manager.Delivery.Secrets.CreateSecret(Configuration.Objects.Naming.ObjectNames.SystemTenant, Group);
        AtomicFile.Write(path, System.Text.Encoding.ASCII.GetBytes(ticket.ToText()), AtomicFile.Private);
        return path;
    }
}
