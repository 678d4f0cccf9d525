using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Palisade.Configuration;
using Palisade.Engine.Values;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Classify;
using Palisade.Gateway.Classify.Ports;
using Palisade.Gateway.Filter;
using Palisade.Gateway.Filter.Bots;
using Palisade.Gateway.Filter.Bots.Dns;
using Palisade.Gateway.Filter.Challenges;
using Palisade.Gateway.Filter.Limits;
using Palisade.Gateway.Filter.Policies;
using Palisade.Gateway.Inspect;
using Palisade.Gateway.Proxy;
using Palisade.Gateway.Proxy.Pools;
using Palisade.Gateway.Record;
using Palisade.Gateway.Record.Administration;
using Palisade.Gateway.Record.Probes;
using Palisade.Protection.Bots;
using Palisade.Protection.Tenants;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway;

/// <summary>A gateway that serves, in this process, until it is disposed of.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>How many pairs of user and limit are remembered, 140 bytes each.</summary>
    private const int RememberedUsers = 1 << 17;

    private readonly Stack<object> _owned = new();
    private readonly GatewayConfig _config;
    private readonly GatewayParts _parts;
    private AdminEndpoint? _admin;

    private GatewayHost(GatewayConfig config, GatewayParts parts) => (_config, _parts) = (config, parts);

    /// <summary>Where it listens, in the order of <see cref="GatewayConfig.Listen"/>, with the ports that were taken for 0.</summary>
    public IReadOnlyList<IPEndPoint> Addresses { get; private set; } = [];

    /// <summary>Where its health and metrics are; null when the configuration wants none.</summary>
    public IPEndPoint? AdminAddress => _admin?.Address;

    /// <summary>Opens the ports and serves.</summary>
    /// <param name="config">Checked: <see cref="GatewayConfig.Check"/> found nothing. Its site, origin and mode are looked at only by <see cref="CommandLineSite"/>.</param>
    /// <param name="stop">Gives up starting.</param>
    /// <exception cref="ArgumentException">The configuration has faults.</exception>
    /// <exception cref="IOException">A port is in use, or a file cannot be read. Nothing is left open.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate is not one.</exception>
    public static async Task<GatewayHost> StartAsync(GatewayConfig config, GatewayParts parts, CancellationToken stop)
    {
        if (config.Check(ownSite: false) is [var fault, ..]) throw new ArgumentException(fault.ToString(), nameof(config));

        var host = new GatewayHost(config, parts);
        try
        {
            await host.OpenAsync(stop);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no further requests, waits for those under way as long as the configuration says, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _admin?.Ready(false);
        while (_owned.TryPop(out var owned))
        {
            if (owned is WebApplication app) await app.StopAsync();
            if (owned is IAsyncDisposable later) await later.DisposeAsync();
            else ((IDisposable)owned).Dispose();
        }
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        var memory = new MemoryBudget(_config.Limits.InspectionMemoryBytes);
        var metrics = Own(new GatewayMetrics(() => memory.Taken));
        if (Telemetry.Start() is { } telemetry) Own(telemetry);
        var (trusted, own) = (new TrustedProxies(_config.TrustedProxies), new OwnConnections());
        var gates = _config.SitePorts.Enabled ? Own(new PortGates(Listeners.MostRead(_config.Limits), _parts.Loggers.CreateLogger<PortGates>())) : null;
        var listeners = new Listeners(_config, _parts.Sites, trusted, own, gates, _parts.Clock, metrics);
        var ports = gates is null ? null : new SitePorts(_config, _parts.Sites, gates, _parts.Clock);
        var probes = Own(new ProbeLog(_config.Probes.File, _parts.Loggers.CreateLogger<ProbeLog>()));
        var monitor = new HealthMonitor(_parts.Sites, new(own, trusted, _parts.Clock), probes, () => [.. listeners.Places, .. ports?.Open ?? []], _parts.Clock);
        monitor.Measure(metrics.Meter);
        var pages = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal) { [ProbeReport.Path] = new ProbeReport(monitor, probes).AnswerAsync };
        if (_config.Admin.Enabled) _admin = Own(await AdminEndpoint.StartAsync(_config.Admin, [metrics.Meter, .. _parts.Meters], pages, new SilentLifetime(), _parts.Loggers, stop));

        var pools = Own(new LivePools(Own(new SystemNames()).FindAsync, _config.Timeouts.StreamIdle, _parts.Clock));
        Own(_parts.Sites.Watch(pools.Change));
        Own(_parts.Sites.Watch(CloseHabits));
        // The server asks what to do with bad heads, and the path asks the server's services: it is there before any head is.
        RefusedHeads? refused = null;
        var traffic = Own(Server(listeners, gates, new HeadCourt(HeadJudge.Judge, (head, body, connection, output) => refused!.AnswerAsync(head, body, connection, output))));
        var path = Path(trusted, memory, metrics, pools, traffic.Services.GetRequiredService<IHttpForwarder>());
        // So that the first request does not wait for it.
        _ = Task.Run(() => BotDefense.BuiltIn, CancellationToken.None);
        refused = new RefusedHeads(path, _parts.Loggers.CreateLogger<RefusedHeads>());
        Own(new ServerRefusals(path).Subscribe(traffic.Services.GetRequiredService<DiagnosticListener>()));
        traffic.Run(path.RunAsync);
        await traffic.StartAsync(stop);
        Addresses = listeners.Addresses;
        if (ports is not null) Own(ports).Start();
        // Ends before the ports close: a gateway that stops is not told of as one that fails.
        if (_config.Probes.Enabled) Own(monitor).Start();
        _admin?.Ready(true);
    }

    private static void CloseHabits(IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after)
    {
        var kept = after.Select(site => site.Habits).ToHashSet();
        foreach (var site in before.Where(site => !kept.Contains(site.Habits))) site.Habits.Close();
    }

    private RequestPath Path(TrustedProxies trusted, MemoryBudget memory, GatewayMetrics metrics, LivePools pools, IHttpForwarder forwarder)
    {
        var (config, clock, loggers) = (_config, _parts.Clock, _parts.Loggers);
        var masking = new MaskingRules { Names = config.Masking.Names };
        var engine = new EngineCalls(new(_parts.Collections ?? new CollectionStore(clock), clock), masking, new(config.WhenEngineFails, config.WhenAPatternGivesUp), clock, loggers.CreateLogger<EngineCalls>());
        var (policies, page) = (new PolicyFilter(), new BlockPage(config.BlockPage));
        var inspector = new Inspector(engine, policies, new BodyHolder(clock), memory, config.Limits, config.Timeouts.ResponseHold);
        Func<Events.SecurityEvent, bool>? events = _parts.Events is { } sink ? sink.Invoke : null;
        Func<Events.AccessLogLine, bool>? access = _parts.Access is { } lines ? lines.Invoke : null;
        return new RequestPath(
            new Acceptor(new ClientAddress(trusted, config.ClientAddress), config.ClientAddress, clock),
            new Classifier(_parts.Sites),
            new ProtocolFilter(),
            policies,
            new TokenFilter(clock),
            Limits(metrics),
            new BotFilter(new BotVerifier(new DnsResolver(clock), clock), new ChallengeGate(clock, loggers.CreateLogger<ChallengeGate>())),
            inspector,
            new SiteAnswers(page),
            new OriginProxy(forwarder, pools, inspector, clock),
            new Answer(page, config.BlockPage.Status),
            new Recorder(inspector, metrics, new AccessLineBuilder(masking), access, new EventBuilder(masking), events, _parts.Inspected, _parts.Tally, clock, loggers.CreateLogger<Recorder>()));
    }

    private RateFilter Limits(GatewayMetrics metrics)
    {
        var counters = new RateCounters(RememberedUsers);
        metrics.Meter.CreateObservableCounter("palisade.rate_limits.forgotten", () => counters.Forgotten, "{user}", "Users whose requests were forgotten before their time, because there were too many users.");
        if (_config.RateStore.Url is null) return new(counters, null, _parts.Clock);

        // Its waiting is for a real network, whatever the clock of the gateway says.
        var shared = Own(new SharedRates(_config.RateStore, TimeProvider.System, _parts.Loggers.CreateLogger<SharedRates>()));
        metrics.Meter.CreateObservableGauge("palisade.rate_store.up", () => shared.IsThere ? 1 : 0, "1", "Whether the store that gateways count in together answers.");
        return new(counters, shared, _parts.Clock);
    }

    private WebApplication Server(Listeners listeners, PortGates? gates, HeadCourt court)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(_parts.Clock);
        builder.Services.AddSingleton(_parts.Loggers);
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = _config.Timeouts.Drain);
        builder.WebHost.UseKestrelCore();
        // Behind the sockets, which are only added where nobody else is.
        builder.Services.AddSingleton<IConnectionListenerFactory>(listeners.Http2);
        if (gates is not null) builder.Services.AddSingleton<IConnectionListenerFactory>(gates);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => listeners.Configure(options, court));
        return builder.Build();
    }

    /// <summary>What is opened last is closed first.</summary>
    private T Own<T>(T part)
        where T : notnull
    {
        _owned.Push(part);
        return part;
    }
}
