using Microsoft.Extensions.Logging;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Delivery;
using Palisade.Storage;
using Palisade.Storage.Records;

namespace Palisade.Manager.Rollouts;

/// <summary>
/// Carries rollouts on: once a second it looks where each stands in the store, gives tenants what is theirs, and moves on, or stops, by what gateways say. It
/// keeps nothing itself that a restart would lose but counts of the last seconds; what fails is done the next time.
/// </summary>
public sealed partial class RolloutEngine : IAsyncDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly RolloutBook _book;
    private readonly TenantPins _pins;
    private readonly StageWatch _watch;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>It stands still until <see cref="Start"/>.</summary>
    /// <param name="gateways">Null where there are none to be asked.</param>
    /// <param name="publisher">Null where nothing is delivered.</param>
    public RolloutEngine(ObjectStore store, Gateways? gateways, Publisher? publisher, TimeProvider clock, ILogger<RolloutEngine> log) =>
        (_book, _pins, _watch, _clock, _log) = (new(store), new(store), new(gateways, publisher), clock, log);

    /// <summary>Begins.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Does once what there is to do.</summary>
    internal async Task TickAsync(CancellationToken stop)
    {
        var all = await _book.AllAsync(stop);
        if (all.Count is 0) return;
        var tenants = await _pins.AllAsync(stop);
        foreach (var group in all.GroupBy(r => RolloutBook.ObjectOf(r.Rollout)))
        {
            var settled = group.FirstOrDefault(r => r.Rollout.State is RolloutState.Completed).Rollout;
            var (open, version) = group.FirstOrDefault(r => r.Rollout.IsOpen());
            var (missed, given) = await GiveAsync(group.Key, tenants, open, settled, group.First().Rollout, stop);
            if (open is not null) await CarryOnAsync(open, version, tenants, missed, given, stop);
        }
    }

    // Every tenant gets what is its own by now. A tenant that is new is no other than one that waits.
    private async Task<(List<string> Missed, int Given)> GiveAsync(LocalKey key, IReadOnlyList<(TenantPlace Place, IReadOnlyDictionary<LocalKey, (long Revision, long At)> Pins)> tenants, Rollout? open, Rollout? settled, Rollout newest, CancellationToken stop)
    {
        List<string> missed = [];
        var given = 0;
        foreach (var (place, pins) in tenants)
        {
            var has = pins.GetValueOrDefault(key).Revision;
            var wanted = Wanted(place, has, open, settled);
            if (wanted == has) continue;
            var because = wanted == open?.Plan.Revision ? open : settled ?? newest;
            var reason = open is { State: RolloutState.RollingBack } ? $"rolled back: {open.Plan.Name}" : because == open ? $"stage {open.Plan.Stages[open.Stage].Name}" : "it is everybody's";
            if (await _pins.GiveAsync(place.Name, key, wanted, because, reason, stop) is { } fault) missed.Add($"{place.Name}: {fault}");
            else given++;
        }

        return (missed, given);
    }

    private static long Wanted(TenantPlace place, long has, Rollout? open, Rollout? settled)
    {
        var usual = settled?.Plan.Revision ?? 0;
        return open?.State switch
        {
            // Who has it keeps it, whatever became of its labels.
            RolloutState.Running when has == open.Plan.Revision || place.IsIn(open.Plan, open.Stage) => open.Plan.Revision,
            RolloutState.Paused or RolloutState.Halted when has == open.Plan.Revision => has,
            _ => usual,
        };
    }

    private async Task CarryOnAsync(
        Rollout rollout, long version, IReadOnlyList<(TenantPlace Place, IReadOnlyDictionary<LocalKey, (long Revision, long At)> Pins)> tenants, List<string> missed, int given, CancellationToken stop)
    {
        var now = _clock.GetUtcNow();
        if (rollout.State is RolloutState.RollingBack)
        {
            // Only what a tenant names and nothing was before cannot be taken from it.
            if (given is 0) await KeepAsync(rollout.Back(missed.Count is 0 ? "" : $"{missed.Count} tenants keep it, since they name it and there was nothing before", now), version, rollout, stop);
            return;
        }

        if (rollout.State is not RolloutState.Running) return;
        var key = RolloutBook.ObjectOf(rollout);
        var reached = tenants.Where(t => t.Pins.GetValueOrDefault(key).Revision == rollout.Plan.Revision).ToDictionary(t => t.Place.Name, t => t.Pins[key].At, StringComparer.Ordinal);
        var seen = rollout with { Health = _watch.Take(rollout, [.. reached.Keys], now) };
        var next = _watch.Refusal(key, reached) is { } refused ? seen.Halt(refused, now)
            : StageGates.Fault(rollout.Plan.Gates, seen.Health) is { } fault ? seen.Halt(fault, now)
            : Waiting(seen, reached, given, missed, now) is { Length: > 0 } waits ? seen with { Waiting = waits }
            : seen.Advance(now);
        await KeepAsync(next, version, rollout, stop);
    }

    private string Waiting(Rollout rollout, Dictionary<string, long> reached, int given, List<string> missed, DateTimeOffset now)
    {
        var stage = rollout.Plan.Stages[rollout.Stage];
        var ends = rollout.StageBegan.AddSeconds(stage.BakeSeconds);
        // Those who were given it in this look are looked at in the next.
        return missed.Count > 0 ? $"{missed.Count} tenants cannot be given it, as {missed[0]}"
            : given > 0 ? "tenants are given it"
            : _watch.NotArrived(reached) is { } behind ? behind
            : now < ends ? $"watched until {ends:u}"
            : rollout.Health.Requests < stage.LeastRequests ? $"{rollout.Health.Requests} of {stage.LeastRequests} requests were seen"
            : "";
    }

    private async Task KeepAsync(Rollout next, long version, Rollout before, CancellationToken stop)
    {
        var moved = next.Steps.Count > before.Steps.Count;
        if (!moved && next.Waiting == before.Waiting && next.Health.Requests == before.Health.Requests && next.Health.Crashes == before.Health.Crashes) return;
        RecordNote? note = moved ? new($"rollout.{Word.Of(next.State)}", new(RolloutMoves.Itself, $"{next.Plan.Name}, stage {next.Plan.Stages[next.Stage].Name}: {next.Reason}")) : null;
        // Somebody else was faster: the next look sees what they did.
        if (!await _book.WriteAsync(next, version, note, stop)) return;
        if (!moved) return;
        LogMoved(_log, next.Plan.Name, next.State, next.Plan.Stages[next.Stage].Name, next.Reason);
        if (!next.IsOpen()) await _book.SweepAsync(stop);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await TickAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(_log, fault);
            }

            await Task.Delay(Every, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(3141, LogLevel.Information, "Rollout {Rollout} is {State} in stage {Stage}: {Reason}")]
    private static partial void LogMoved(ILogger log, string rollout, RolloutState state, string stage, string reason);

    [LoggerMessage(3142, LogLevel.Error, "Rollouts could not be carried on; it is tried again in a second.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
