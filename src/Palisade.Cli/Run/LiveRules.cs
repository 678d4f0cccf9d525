using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection;
using Palisade.SecLang;

namespace Palisade.Cli.Run;

/// <summary>
/// The rules of a running gateway: built once at the start, and again when asked or when their files changed. A set
/// with faults is refused with the reasons, and the one in force stays.
/// </summary>
internal sealed class LiveRules(RuleSource source, Screen screen, TimeProvider clock) : IDisposable
{
    /// <summary>How often the files are looked at. A change counts once they have stood still for one interval.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int MostFaultsShown = 20;

    private readonly SemaphoreSlim _one = new(1, 1);
    private LiveProtection? _live;
    private SharedRules? _rules;
    private long _loaded;

    /// <summary>The rules in force, once <see cref="Start"/> found them good.</summary>
    public LiveProtection Protection => _live ?? throw new InvalidOperationException("Not started.");

    /// <summary>Builds the first set.</summary>
    /// <returns>False when it has faults; they have been told.</returns>
    public bool Start()
    {
        _loaded = Look();
        var rules = SharedRules.Load(source);
        var built = rules.Protection;
        if (built.Rules is null)
        {
            DiagnosticList.TellErrors(screen, "the rules have faults, nothing was started:", built.Diagnostics, MostFaultsShown);
            return false;
        }

        TellWarnings(built.Diagnostics);
        (_rules, _live) = (rules, new LiveProtection(rules, clock));
        return true;
    }

    /// <summary>Builds the set again and puts it in force if it is good.</summary>
    public async Task ReloadAsync()
    {
        await _one.WaitAsync();
        try
        {
            var started = clock.GetTimestamp();
            _loaded = Look();
            // On a thread of its own: requests have few, and a new one is given to them late.
            var rules = await Task.Factory.StartNew(() => SharedRules.Load(source, _rules), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var built = rules.Protection;
            if (built.Rules is null)
            {
                DiagnosticList.TellErrors(screen, "the new rules have faults; the old ones stay in force:", built.Diagnostics, MostFaultsShown);
                return;
            }

            var faults = await Task.Run(() => Protection.Publish(rules));
            if (faults.Count > 0)
            {
                DiagnosticList.TellErrors(screen, "the policies have faults over the new rules; the old ones stay in force:", faults, MostFaultsShown, "policy check");
                return;
            }

            _rules = rules;
            screen.Note($"rules loaded again: {built.Rules.Rules.Count} rules in {clock.GetElapsedTime(started).TotalSeconds:0.0} s");
            TellWarnings(built.Diagnostics);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Loads the rules again whenever their files changed, until told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        if (Watched is null) return;
        using var timer = new PeriodicTimer(Interval, clock);
        var last = _loaded;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var seen = Look();
                // Not while somebody is still writing, and not while the folder is gone: that is how some tools replace it.
                if (seen != _loaded && seen == last && seen is not 0) await ReloadAsync();
                last = seen;
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private string? Watched => source.Folder ?? source.Signatures;

    private long Look() => Watched is { } path ? RuleFingerprint.Of(path) : 1;

    private void TellWarnings(IReadOnlyList<Diagnostic> faults)
    {
        if (faults.Count > 0 && source.Folder is not null) screen.Note($"{DiagnosticList.Count(faults.Count, "warning")} in the rules; '{ThisProgram.Name} rules check {source.Folder}' lists them");
    }
}
