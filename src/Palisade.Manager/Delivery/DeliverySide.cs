using System.Net;
using Microsoft.Extensions.Logging;
using Palisade.Manager.Enrolment;
using Palisade.Manager.Sandbox;
using Palisade.Storage;
using Palisade.Trust.Sealing;

namespace Palisade.Manager.Delivery;

/// <summary>What a manager needs besides its store to serve gateways.</summary>
public sealed record DeliverySideOptions
{
    /// <summary>Authority, keys, lifetimes.</summary>
    public required TrustOptions Trust { get; init; }

    /// <summary>The listener of gateways.</summary>
    public DeliveryOptions Delivery { get; init; } = new();

    /// <summary>How snapshots are made.</summary>
    public PublisherOptions Publisher { get; init; } = new();

    /// <summary>How snapshots are tried before gateways get them.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>Where components enrol. Port 0 takes a free one. Default 127.0.0.1:8085.</summary>
    public IPEndPoint Enrolment { get; init; } = new(IPAddress.Loopback, 8085);

    /// <summary>How often it is looked what has to be renewed. Default 1 minute.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>All of a manager that gateways meet: authority, enrolment, snapshots, delivery, sealing keys; and the renewing of what ends.</summary>
public sealed partial class DeliverySide : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private EnrolmentHost? _enrolment;
    private DeliveryHost? _delivery;
    private Task _renewing = Task.CompletedTask;

    private DeliverySide(ObjectStore store, DeliverySideOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        var folder = options.Trust.Folder;
        _log = loggers.CreateLogger<DeliverySide>();
        Trust = ManagerTrust.Open(options.Trust, clock);
        Grants = new(Path.Combine(folder, "enrolment"));
        Secrets = new(Grants, Trust.Anchors, clock);
        Sealing = new(Path.Combine(folder, "sealing"), Trust.Protection);
        Gateways = new(clock);
        Sandbox = new(options.Sandbox, Path.Combine(folder, "published"), clock, loggers.CreateLogger<SandboxDesk>());
        Publisher = new(store, Path.Combine(folder, "published"), () => Trust.Signer, Sandbox, clock, loggers.CreateLogger<Publisher>(), options.Publisher);
    }

    /// <summary>The authority: identities are taken back here.</summary>
    public ManagerTrust Trust { get; }

    /// <summary>Secrets and tokens to enrol with.</summary>
    public Secrets Secrets { get; }

    /// <summary>Seals the keys of certificates; after a rotation call <see cref="TellGateways"/>.</summary>
    public SealingKeys Sealing { get; }

    /// <summary>The gateways that were heard of, and what they said.</summary>
    public Gateways Gateways { get; }

    /// <summary>What sandboxes say, and which snapshots gateways may have by it.</summary>
    public SandboxDesk Sandbox { get; }

    /// <summary>The snapshots.</summary>
    public Publisher Publisher { get; }

    /// <summary>Where gateways fetch their configuration.</summary>
    public IPEndPoint DeliveryAddress => _delivery!.Address;

    /// <summary>Where components enrol.</summary>
    public IPEndPoint EnrolmentAddress => _enrolment!.Address;

    private GrantFolder Grants { get; }

    /// <summary>Opens the authority, or makes it, and listens.</summary>
    /// <exception cref="IOException">A port is in use, or a file cannot be read, written or opened. Nothing is left open.</exception>
    public static async Task<DeliverySide> StartAsync(ObjectStore store, DeliverySideOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var side = new DeliverySide(store, options, clock, loggers);
        try
        {
            var parts = new DeliveryParts(side.Trust, side.Publisher, side.Gateways, side.Sealing, side.Sandbox, clock);
            side._delivery = await DeliveryHost.StartAsync(parts, options.Delivery, loggers, stop);
            side._enrolment = await EnrolmentHost.StartAsync(side.Trust, side.Grants, options.Enrolment, clock, loggers, stop);
            side.Trust.ListChanged = side.TellGateways;
            side._renewing = side.RenewAsync(options.RenewEvery, clock);
            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has every connected gateway look for revocation lists and sealing keys.</summary>
    public void TellGateways() => _delivery?.Wake();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        if (_enrolment is not null) await _enrolment.DisposeAsync();
        if (_delivery is not null) await _delivery.DisposeAsync();
        Sandbox.Dispose();
        await Publisher.DisposeAsync();
        Trust.Dispose();
        _stop.Dispose();
    }

    private async Task RenewAsync(TimeSpan every, TimeProvider clock)
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(every, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
            try
            {
                var signer = Trust.Signer;
                if (Trust.Renew() is { } fault) LogNotRenewed(_log, fault);
                if (!ReferenceEquals(signer, Trust.Signer)) await Publisher.SignAgainAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogNotRenewed(_log, fault.Message);
            }
        }
    }

    [LoggerMessage(3131, LogLevel.Error, "What ends could not be renewed: {Reason}")]
    private static partial void LogNotRenewed(ILogger log, string reason);
}
