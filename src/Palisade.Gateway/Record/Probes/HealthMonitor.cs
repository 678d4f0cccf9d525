using System.Diagnostics.Metrics;
using Palisade.Configuration.Objects.Naming;
using Palisade.Gateway.Classify.Ports;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Record.Probes;

/// <summary>
/// Asks for the URLs that sites name (<c>health_monitor</c>) through the whole path — a listener of this gateway, its rules, the origin and back — and keeps the last results.
/// It needs no manager: what is published is asked for, whoever published it.
/// </summary>
/// <param name="open">Where this gateway listens now.</param>
internal sealed class HealthMonitor(LiveSites sites, ProbeClient client, ProbeLog log, Func<IReadOnlyList<OpenPlace>> open, TimeProvider clock) : IDisposable
{
    /// <summary>Most URLs that a gateway asks for.</summary>
    private const int MostUrls = 500;

    /// <summary>Most that are asked for at once, so that the clients' requests hardly notice.</summary>
    private const int AtOnce = 16;

    private readonly Lock _changing = new();
    private readonly Dictionary<(ObjectKey Site, string Url), Probe> _probes = [];
    private readonly HashSet<(ObjectKey Site, string Url)> _leftOut = [];
    private readonly SemaphoreSlim _turn = new(AtOnce, AtOnce);
    private IDisposable? _watching;
    private bool _ended;

    /// <summary>URLs that are not asked for, because there are too many.</summary>
    public int LeftOut
    {
        get
        {
            lock (_changing) return _leftOut.Count;
        }
    }

    /// <summary>How each URL fares.</summary>
    public IReadOnlyList<ProbeState> States
    {
        get
        {
            lock (_changing) return [.. _probes.Values.Select(p => p.State)];
        }
    }

    /// <summary>Begins to ask.</summary>
    public void Start() => _watching = sites.Watch(Change);

    /// <summary>Tells of it in metrics.</summary>
    public void Measure(Meter meter)
    {
        meter.CreateObservableGauge("palisade.probe.up", () => States.Where(s => s.Well is not null).Select(s => new Measurement<int>(s.Well is true ? 1 : 0, Tags(s))), "1", "Whether the last answer to the health monitor was one of those expected.");
        meter.CreateObservableGauge("palisade.probe.duration", () => States.Where(s => s.Ms is not null).Select(s => new Measurement<double>(s.Ms!.Value / 1000, Tags(s))), "s", "What the last request of the health monitor took, from opening the connection to the end of the answer.");
        meter.CreateObservableCounter("palisade.probe.results", () => States.SelectMany(s => new[] { new Measurement<long>(s.Good, [.. Tags(s), new("result", "good")]), new Measurement<long>(s.Bad, [.. Tags(s), new("result", "bad")]) }), "{request}", "Requests of the health monitor, by whether the answer was one of those expected.");
        meter.CreateObservableGauge("palisade.probe.left_out", () => LeftOut, "{url}", "URLs that the health monitor does not ask for, because there are too many.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watching?.Dispose();
        lock (_changing)
        {
            _ended = true;
            foreach (var probe in _probes.Values) probe.Dispose();
            _probes.Clear();
        }
    }

    private static KeyValuePair<string, object?>[] Tags(ProbeState state) => [new("tenant", state.Tenant), new("site", state.Site), new("url", state.Url)];

    private void Change(IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after)
    {
        lock (_changing)
        {
            if (_ended) return;
            var wanted = after.SelectMany(site => site.Delivery.HealthMonitor.Select(u => u.Of(site.Delivery.Domains)).Select(url => (Key: (site.Key, url.Identity), Site: site, Url: url))).ToList();
            var keys = wanted.Select(w => w.Key).ToHashSet();
            foreach (var key in before.SelectMany(site => site.Delivery.HealthMonitor.Select(u => (site.Key, u.Of(site.Delivery.Domains).Identity))).Where(k => !keys.Contains(k)))
            {
                _leftOut.Remove(key);
                if (_probes.Remove(key, out var gone)) gone.Dispose();
            }

            foreach (var (key, site, url) in wanted) Keep(key, site, url);
        }
    }

    private void Keep((ObjectKey Site, string Url) key, ReadySite site, Configuration.Objects.Kinds.MonitoredUrl url)
    {
        if (_probes.TryGetValue(key, out var there))
        {
            there.Site = site;
            return;
        }

        if (_probes.Count >= MostUrls)
        {
            _leftOut.Add(key);
            return;
        }

        _leftOut.Remove(key);
        var probe = new Probe(site, url);
        _probes[key] = probe;
        _ = probe.RunAsync(AskAsync, clock);
    }

    private async Task AskAsync(Probe probe, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var entry = await OnceAsync(probe, stop);
            if (stop.IsCancellationRequested) return;
            log.Add(entry);
            probe.Tell(entry);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ProbeEntry> OnceAsync(Probe probe, CancellationToken stop)
    {
        var (site, url) = (probe.Site, probe.Url);
        var entry = new ProbeEntry { Time = clock.GetUtcNow(), Tenant = site.Key.Tenant, Site = Probe.NameOf(site), Url = url.Shown, Host = url.Host };
        if (ProbeTarget.Find(open(), sites.PlacesOf(site), url) is not { } target) return entry with { Result = ProbeResult.NoListener };

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(url.TimeoutMs), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await client.AskAsync(url, target, entry with { Gateway = target.Address.ToString() }, either.Token);
    }
}
