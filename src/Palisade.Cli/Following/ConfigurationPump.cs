using Microsoft.Extensions.Logging;
using Palisade.Protection.Tenants;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Sealing;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Cli.Following;

/// <summary>
/// Brings configuration from a manager to this gateway. What is on the disk is handed over first, with no manager needed; then every change, as it comes. The
/// manager may be away for as long as it likes: it is asked again and again, and nothing else happens.
/// </summary>
internal sealed partial class ConfigurationPump : IAsyncDisposable
{
    private readonly FollowOptions _options;
    private readonly TimeProvider _clock;
    private readonly GatewayIdentity _identity;
    private readonly Tenants _tenants;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly RunningMark _mark;
    private readonly HealthReports _health;
    private CancellationTokenSource _session = new();
    private Task _running = Task.CompletedTask;
    private string? _lastFault;

    private ConfigurationPump(FollowOptions options, TimeProvider clock, GatewayIdentity identity, Tenants tenants, RunningMark mark, ILogger log) =>
        (_options, _clock, _identity, _tenants, _log, _mark, _health) = (options, clock, identity, tenants, log, mark, new(options.Tally, mark));

    /// <summary>Who this gateway is.</summary>
    public Identity Identity => _identity.Live.Identity;

    /// <summary>Opens what <c>certificate</c> objects hold sealed.</summary>
    public SealingKeys Sealing => _identity.Sealing;

    /// <summary>Whether the manager is heard at this moment.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The snapshot of each tenant.</summary>
    public IReadOnlyDictionary<string, SnapshotPosition> Positions =>
        _tenants.All.Where(p => p.Position is not null).ToDictionary(p => p.Tenant, p => p.Position!.Value, StringComparer.Ordinal);

    /// <summary>The snapshot of one tenant; null for none.</summary>
    public SnapshotPosition? PositionOf(string tenant) => _tenants.Find(tenant)?.Position;

    /// <summary>Every tenant, with its pump.</summary>
    public IReadOnlyList<TenantPump> Pumps => [.. _tenants.All];

    /// <summary>Enrols where that was not done yet, hands over what is on the disk, and follows.</summary>
    /// <param name="hand">Makes a tenant's change ready. Is called from several threads, but for one tenant by one at a time.</param>
    /// <exception cref="IOException">There is no identity and none can be had, or a file cannot be opened; the message says which.</exception>
    public static Task<ConfigurationPump> StartAsync(FollowOptions options, Func<TenantChange, ReadyTenant> hand, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop) =>
        StartAsync(options, _ => hand, clock, loggers, stop);

    /// <summary>The same for whoever needs the sealing keys to make anything ready: they are there before the first change is handed over.</summary>
    public static async Task<ConfigurationPump> StartAsync(
        FollowOptions options, Func<SealingKeys, Func<TenantChange, ReadyTenant>> hand, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        var log = loggers.CreateLogger<ConfigurationPump>();
        var identity = await GatewayIdentity.OpenAsync(options, clock, reason => Log.Waiting(log, reason), stop);
        foreach (var fault in identity.ListFaults) Log.ListRefused(log, fault);
        // Before anything is made ready: what crashes there is told by the next process.
        var mark = new RunningMark(options.Folder);
        var tenants = new Tenants(Path.Combine(options.Folder, "snapshots"), identity, clock, hand(identity.Sealing), options.Troubles, log);
        tenants.Load();
        var pump = new ConfigurationPump(options, clock, identity, tenants, mark, log);
        pump._running = Task.WhenAll(pump.FollowAsync(), pump.RenewAsync());
        return pump;
    }

    /// <summary>Reports a tenant anew: its <see cref="FollowOptions.Troubles"/> are others now.</summary>
    public void TellAgain(string tenant)
    {
        if (_tenants.Find(tenant) is { } pump) pump.IsFresh = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _tenants.Dispose();
        _identity.Dispose();
        _session.Dispose();
        _mark.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        var pause = new Pause(_options.FirstPause, _options.LongestPause);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _session = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                using var link = new ManagerLink(_options, _identity, _clock, NoteOnce);
                using var session = new FollowSession(link, _identity, _tenants, _health, _options, _log);
                await session.RunAsync(() => Heard(pause), _session.Token);
            }
            catch (Exception) when (_session.IsCancellationRequested)
            {
                // Stopped, or begun anew with the next certificate.
            }
            catch (Exception fault)
            {
                NoteOnce(fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message);
            }

            IsConnected = false;
            var again = _session.IsCancellationRequested;
            _session.Dispose();
            if (!again) await pause.WaitAsync(_stop.Token);
        }
    }

    private void Heard(Pause pause)
    {
        if (IsConnected) return;
        IsConnected = true;
        _lastFault = null;
        pause.Reset();
        Log.Connected(_log, _options.Manager.ToString() ?? "");
    }

    // A manager that is away for a night is told once.
    private void NoteOnce(string reason)
    {
        if (reason == _lastFault) return;
        _lastFault = reason;
        Log.Lost(_log, reason);
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (_clock.GetUtcNow() >= _identity.Live.RenewAt) await RenewOnceAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.NotRenewed(_log, _identity.Expires.ToString("u"), fault.Message);
            }

            await new Pause(_options.RenewEvery, _options.RenewEvery).WaitAsync(_stop.Token);
        }
    }

    private async Task RenewOnceAsync(CancellationToken stop)
    {
        if (_clock.GetUtcNow() > _identity.Expires)
        {
            // A stranger to the manager by now: the ticket makes it known again.
            await _identity.EnrolAgainAsync(_clock, stop);
        }
        else
        {
            using var link = new ManagerLink(_options, _identity, _clock, NoteOnce);
            var next = await link.RenewAsync(stop);
            if (!IsMine(next)) throw new InvalidDataException("What came is another's certificate.");
            _identity.Replace(next);
        }

        // Connections keep the identity they were made with.
        await _session.CancelAsync();
    }

    private bool IsMine(KeyedCertificate next) =>
        ChainCheck.TryBuild(next.Leaf, next.Issuers, _identity.Anchors, _clock.GetUtcNow(), ChainCheck.DefaultSkew, out _, out _)
        && IdentityExtension.TryRead(next.Leaf, out var identity, out _) && identity == Identity;

    private static partial class Log
    {
        [LoggerMessage(4121, LogLevel.Information, "Following the manager at {Address}.")]
        public static partial void Connected(ILogger log, string address);

        [LoggerMessage(4122, LogLevel.Warning, "The manager is not heard; what is in force stays: {Reason}")]
        public static partial void Lost(ILogger log, string reason);

        [LoggerMessage(4123, LogLevel.Warning, "The identity could not be renewed; it ends at {End}: {Reason}")]
        public static partial void NotRenewed(ILogger log, string end, string reason);

        [LoggerMessage(4124, LogLevel.Warning, "{Reason}")]
        public static partial void Waiting(ILogger log, string reason);

        [LoggerMessage(4125, LogLevel.Warning, "A kept revocation list is not taken: {Reason}")]
        public static partial void ListRefused(ILogger log, string reason);
    }
}
