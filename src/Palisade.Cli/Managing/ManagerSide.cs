using Microsoft.Extensions.Logging;
using Palisade.Manager;
using Palisade.Manager.Delivery;
using Palisade.Manager.Rollouts;
using Palisade.Protection.Checks;
using Palisade.Storage;
using Palisade.Storage.Databases;

namespace Palisade.Cli.Managing;

/// <summary>All of a manager: its objects, its API, and what gateways meet of it.</summary>
internal sealed class ManagerSide : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly DeliverySide _delivery;
    private readonly ManagerHost _host;
    private readonly RolloutEngine _rollouts;

    private ManagerSide(ObjectStore store, DeliverySide delivery, ManagerHost host, RolloutEngine rollouts) => (_store, _delivery, _host, _rollouts) = (store, delivery, host, rollouts);

    /// <summary>Where people and programs reach it.</summary>
    public Uri Address => _host.Address;

    /// <summary>The SHA-256 of its certificate.</summary>
    public string Fingerprint => _host.Fingerprint;

    /// <summary>The password that was made for <c>admin</c>, to be shown once; null where there was one, or it was given.</summary>
    public string? FirstPassword => _host.FirstPassword;

    /// <summary>Where metrics are read without signing on; null for nowhere.</summary>
    public System.Net.IPEndPoint? MetricsAddress => _host.MetricsAddress;

    /// <summary>What gateways meet.</summary>
    public DeliverySide Delivery => _delivery;

    /// <summary>Opens the database and listens.</summary>
    /// <exception cref="IOException">A port is in use, or a file cannot be used; the message says which.</exception>
    /// <exception cref="StoreException">The database is of a newer version.</exception>
    public static async Task<ManagerSide> StartAsync(ManagerPlan plan, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        Directory.CreateDirectory(plan.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var store = await ObjectStore.OpenAsync(
            plan.Database is { } url ? new PostgresDatabase(url) : new SqliteDatabase(Path.Combine(plan.Folder, "objects.db")), new() { AlsoCheck = SpecCheck.Check, Clock = clock }, stop);
        DeliverySide? delivery = null;
        try
        {
            var options = new DeliverySideOptions { Trust = new() { Folder = plan.Folder }, Delivery = new() { Address = plan.Delivery }, Enrolment = plan.Enrolment, Sandbox = new() { Mode = plan.Sandbox } };
            delivery = await DeliverySide.StartAsync(store, options, clock, loggers, stop);
            var host = await ManagerHost.StartAsync(
                new() { DataFolder = plan.Folder, Endpoint = plan.Listen, AdminPassword = plan.AdminPassword, Metrics = plan.Metrics },
                new(store) { Clock = clock, Loggers = loggers, Gateways = delivery.Gateways, Publisher = delivery.Publisher, Sandbox = delivery.Sandbox, Sealing = delivery.Sealing, Secrets = delivery.Secrets, Live = new LiveStates(delivery.Gateways, delivery.Sandbox).Of },
                stop);
            var rollouts = new RolloutEngine(store, delivery.Gateways, delivery.Publisher, clock, loggers.CreateLogger<RolloutEngine>());
            rollouts.Start();
            return new(store, delivery, host, rollouts);
        }
        catch (Exception fault)
        {
            if (delivery is not null) await delivery.DisposeAsync();
            await store.DisposeAsync();
            // The one thing that is given and checked there.
            if (fault is ArgumentException) throw new IOException($"{ManagerOptions.PasswordVariable}: {fault.Message}", fault);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _rollouts.DisposeAsync();
        await _host.DisposeAsync();
        await _delivery.DisposeAsync();
        await _store.DisposeAsync();
    }
}
