using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Run;

/// <summary>
/// The policies of a running gateway: built once at the start, and again when asked or when a file that had a part in them changed.
/// Policies with faults are refused with the reasons, and those in force stay.
/// </summary>
internal sealed class LivePolicies(PolicySource source, Screen screen, TimeProvider clock) : IDisposable
{
    private const int MostFaultsShown = 20;

    private readonly SemaphoreSlim _one = new(1, 1);
    private LiveProtection? _live;
    private IReadOnlyList<string> _files = [];
    private long _loaded;

    /// <summary>Builds the first policies and puts them in force.</summary>
    /// <returns>False when they have faults; they have been told.</returns>
    public bool Start(LiveProtection live)
    {
        _live = live;
        var built = Build();
        if (built.Site is null)
        {
            DiagnosticList.TellErrors(screen, "the policies have faults, nothing was started:", built.Diagnostics, MostFaultsShown, "policy check");
            return false;
        }

        var faults = live.Publish(built.Site);
        if (faults.Count > 0) DiagnosticList.TellErrors(screen, "the policies have faults over these rules, nothing was started:", faults, MostFaultsShown, "policy check");
        return faults.Count == 0;
    }

    /// <summary>Builds the policies again and puts them in force if they are good.</summary>
    public async Task ReloadAsync()
    {
        if (source.IsEmpty) return;
        await _one.WaitAsync();
        try
        {
            var started = clock.GetTimestamp();
            var built = await Task.Run(Build);
            if (built.Site is null)
            {
                DiagnosticList.TellErrors(screen, "the new policies have faults; the old ones stay in force:", built.Diagnostics, MostFaultsShown, "policy check");
                return;
            }

            var faults = await Task.Run(() => _live!.Publish(built.Site));
            if (faults.Count > 0)
            {
                DiagnosticList.TellErrors(screen, "the new policies have faults over these rules; the old ones stay in force:", faults, MostFaultsShown, "policy check");
                return;
            }

            screen.Note($"policies loaded again: {DiagnosticList.Count(built.Objects, "object")} in {clock.GetElapsedTime(started).TotalSeconds:0.0} s");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Loads the policies again whenever their files changed, until told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        if (source.IsEmpty) return;
        using var timer = new PeriodicTimer(LiveRules.Interval, clock);
        var last = _loaded;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var seen = Look();
                // Not while somebody is still writing, and not while a file is gone: that is how some tools replace it.
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

    private BuiltPolicies Build()
    {
        _loaded = Look();
        var built = PolicyBuilder.Build(source);
        // Of files that only a refused policy names, those that it does not get to are not known; the ones before are watched on.
        _files = built.Site is null ? [.. _files.Union(built.Files, StringComparer.Ordinal)] : built.Files;
        _loaded = Look();
        return built;
    }

    private long Look()
    {
        var sum = 1L;
        foreach (var path in source.Paths.Union(_files, StringComparer.Ordinal))
        {
            var one = RuleFingerprint.Of(path);
            if (one is 0) return 0;
            sum = unchecked(sum + one);
        }

        return sum;
    }
}
