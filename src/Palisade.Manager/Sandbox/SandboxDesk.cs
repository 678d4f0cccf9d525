using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Sandbox;

/// <summary>
/// Where it is decided which snapshot of a tenant gateways may have: the publisher offers each new one here, sandboxes say what became of it. Each tenant is by itself.
/// </summary>
public sealed partial class SandboxDesk : IDisposable
{
    private readonly ConcurrentDictionary<string, TenantTrials> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IDisposable, Identity> _connected = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SandboxOptions _options;
    private readonly VerdictFiles _files;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly DateTimeOffset _started;

    /// <summary>Nobody is connected yet.</summary>
    /// <param name="folder">Where verdicts outlast a restart.</param>
    public SandboxDesk(SandboxOptions options, string folder, TimeProvider clock, ILogger<SandboxDesk> log)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_options, _files, _clock, _log, _started) = (options, new(folder), clock, log, clock.GetUtcNow());
    }

    /// <summary>Whether snapshots wait.</summary>
    public SandboxMode Mode => _options.Mode;

    /// <summary>Is told of a tenant for which something was decided.</summary>
    internal Action<string> Decided { get; set; } = static _ => { };

    /// <summary>Where the newest snapshot of a tenant stands; null before there is one.</summary>
    public TrialState? Of(string tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var trials)) return null;
        lock (trials) return trials.Position == default ? null : trials.Read();
    }

    /// <summary>How many sandboxes are connected that try a tenant's snapshots.</summary>
    public int SandboxesFor(string tenant) => _connected.Values.Count(s => s.Serves(tenant));

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>The last snapshot that gateways may have; null for none that is known.</summary>
    internal SnapshotPosition? PassedOf(string tenant)
    {
        var trials = TrialsOf(tenant);
        lock (trials) return trials.Passed;
    }

    /// <summary>Takes note of a newer snapshot. It takes the place of one that waits.</summary>
    /// <param name="objects">How many objects it changes.</param>
    internal void Offer(string tenant, SnapshotPosition position, int objects)
    {
        var trials = TrialsOf(tenant);
        lock (trials)
        {
            trials.Offer(position, objects, SandboxesFor(tenant), _clock.GetUtcNow() - _started < _options.Return, _clock.GetUtcNow());
            // Only where there is a memory of trials: else a single machine would write a file for nothing.
            if (trials.Stage is TrialStage.Unasked && trials.WasTried) Keep(tenant, trials);
        }

        Watch(tenant, trials);
    }

    /// <summary>A sandbox's connection begins; disposing ends it.</summary>
    internal IDisposable Connect(Identity sandbox)
    {
        var connection = new Connection(this);
        _connected[connection] = sandbox;
        foreach (var (tenant, trials) in _tenants.Where(t => sandbox.Serves(t.Key)))
        {
            lock (trials) trials.Connected(_clock.GetUtcNow());
            Watch(tenant, trials);
        }

        return connection;
    }

    /// <summary>Takes what a sandbox says. What it says of a tenant that it does not serve is left out.</summary>
    internal void Take(Identity sandbox, SandboxVerdict verdict)
    {
        if (!sandbox.Serves(verdict.Tenant)) return;
        var trials = TrialsOf(verdict.Tenant);
        bool refused;
        lock (trials)
        {
            trials.Take(verdict, _clock.GetUtcNow());
            refused = trials.Stage is TrialStage.Refused;
            // Before any gateway hears of it, as with positions.
            Keep(verdict.Tenant, trials);
        }

        if (refused && verdict.Outcome is not SandboxOutcome.Passed) Log.Refused(_log, verdict.Tenant, verdict.Position.ToString(), verdict.Reason);
        Decided(verdict.Tenant);
    }

    private TenantTrials TrialsOf(string tenant) => _tenants.GetOrAdd(tenant, name => new(_options, _files.Find(name)));

    private void Keep(string tenant, TenantTrials trials)
    {
        try
        {
            _files.Keep(tenant, new(trials.Passed, trials.Refused, trials.Reason));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(_log, tenant, fault.Message);
        }
    }

    // One look at the time when patience is over; a trial that was decided or replaced meanwhile is left alone.
    private void Watch(string tenant, TenantTrials trials)
    {
        DateTimeOffset asked;
        TimeSpan patience;
        lock (trials)
        {
            if (trials.AskedAt is not { } at) return;
            (asked, patience) = (at, trials.Patience);
        }

        _ = WatchAsync(tenant, trials, asked, patience);
    }

    private async Task WatchAsync(string tenant, TenantTrials trials, DateTimeOffset asked, TimeSpan patience)
    {
        await Task.Delay(patience, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stop.IsCancellationRequested) return;
        lock (trials)
        {
            if (trials.AskedAt != asked) return;
            trials.TooLate(SandboxesFor(tenant), _clock.GetUtcNow());
            if (trials.Stage is TrialStage.Late) Log.Late(_log, tenant, trials.Position.ToString(), patience.TotalSeconds);
        }

        Decided(tenant);
    }

    private sealed class Connection(SandboxDesk desk) : IDisposable
    {
        public void Dispose() => desk._connected.TryRemove(this, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(3141, LogLevel.Warning, "The sandbox refused snapshot {Position} of tenant {Tenant}; gateways keep the one before: {Reason}")]
        public static partial void Refused(ILogger log, string tenant, string position, string reason);

        [LoggerMessage(3142, LogLevel.Warning, "No verdict came for snapshot {Position} of tenant {Tenant} within {Seconds} s; gateways keep the one before.")]
        public static partial void Late(ILogger log, string tenant, string position, double seconds);

        [LoggerMessage(3143, LogLevel.Error, "The verdict for tenant {Tenant} could not be kept: {Reason}")]
        public static partial void NotKept(ILogger log, string tenant, string reason);
    }
}
