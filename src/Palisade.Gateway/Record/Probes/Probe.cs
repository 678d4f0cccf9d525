using Palisade.Configuration.Objects.Kinds;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Record.Probes;

/// <summary>One URL of one site, asked for again and again until it is told to end.</summary>
internal sealed class Probe : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _telling = new();
    private ReadySite _site;
    private ProbeState _state;

    /// <param name="site">As it is published now.</param>
    public Probe(ReadySite site, MonitoredUrl url)
    {
        (_site, Url) = (site, url);
        _state = new(site.Key.Tenant, NameOf(site), url.Shown, url.Host, url.IntervalSeconds, null, null, null, null, 0, 0);
    }

    /// <summary>What is asked for.</summary>
    public MonitoredUrl Url { get; }

    /// <summary>The site as it was published last. While its monitor is the same, a publish changes nothing for the probe.</summary>
    public ReadySite Site
    {
        get => Volatile.Read(ref _site);
        set => Volatile.Write(ref _site, value);
    }

    /// <summary>How it fares.</summary>
    public ProbeState State
    {
        get
        {
            lock (_telling) return _state;
        }
    }

    /// <summary>Asks at once and then every interval.</summary>
    /// <param name="ask">Asks once.</param>
    public async Task RunAsync(Func<Probe, CancellationToken, Task> ask, TimeProvider clock)
    {
        var stop = _end.Token;
        try
        {
            // A thousand that are published together do not ask together.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(Math.Min(10, Url.IntervalSeconds) * 100)), clock, stop);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Url.IntervalSeconds), clock);
            do
            {
                await ask(this, stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }
    }

    /// <summary>Takes a result in.</summary>
    public void Tell(ProbeEntry entry)
    {
        lock (_telling)
        {
            var good = entry.IsGood;
            _state = _state with
            {
                Well = good,
                Since = _state.Well == good ? _state.Since : entry.Time,
                Last = entry.Time,
                Ms = entry.Ms,
                Good = _state.Good + (good ? 1 : 0),
                Bad = _state.Bad + (good ? 0 : 1),
            };
        }
    }

    /// <summary>Ends it; a request under way is given up.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>A site's name, with its namespace where that is not the usual one.</summary>
    public static string NameOf(ReadySite site) => site.Key.Local.Namespace is { Length: > 0 } space and not "default" ? $"{space}/{site.Key.Local.Name}" : site.Key.Local.Name;
}
