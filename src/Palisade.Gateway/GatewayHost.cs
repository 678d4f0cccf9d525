using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Configuration;
using Palisade.Engine.Values;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Classify;
using Palisade.Gateway.Filter;
using Palisade.Gateway.Inspect;
using Palisade.Gateway.Proxy;
using Palisade.Gateway.Record;
using Palisade.Protection;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway;

/// <summary>A gateway that serves, in this process, until it is disposed of.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _traffic;
    private readonly OriginClient _origin;
    private readonly IDisposable _refusals;

    private GatewayHost(WebApplication traffic, OriginClient origin, IDisposable refusals, IReadOnlyList<IPEndPoint> addresses) =>
        (_traffic, _origin, _refusals, Addresses) = (traffic, origin, refusals, addresses);

    /// <summary>Where it listens, in the order of <see cref="GatewayConfig.Listen"/>, with the ports that were taken for 0.</summary>
    public IReadOnlyList<IPEndPoint> Addresses { get; }

    /// <summary>Opens the ports and serves.</summary>
    /// <param name="config">Checked: <see cref="GatewayConfig.Check"/> found nothing.</param>
    /// <param name="protection">The rules, which may be replaced while serving.</param>
    /// <param name="clock">Every time in this gateway.</param>
    /// <param name="loggers">Where faults of our own are told; null for nowhere.</param>
    /// <param name="stop">Gives up starting.</param>
    /// <param name="inspected">Told of every request at its end, on the thread that served it; null for nobody.</param>
    /// <exception cref="ArgumentException">The configuration has faults.</exception>
    /// <exception cref="IOException">A port is in use, or a file cannot be read. Nothing is left open.</exception>
    public static async Task<GatewayHost> StartAsync(GatewayConfig config, LiveProtection protection, TimeProvider clock, ILoggerFactory? loggers, CancellationToken stop, Action<InspectedRequest>? inspected = null)
    {
        if (config.Check() is [var fault, ..]) throw new ArgumentException(fault.ToString(), nameof(config));

        loggers ??= NullLoggerFactory.Instance;
        var trusted = new TrustedProxies(config.TrustedProxies);
        var listeners = new Listeners(config, trusted, clock, static () => { });
        var origin = new OriginClient(config.Origin, config.Timeouts);
        // The server asks what to do with bad heads, and the path asks the server's services: the path comes second, before any head does.
        RequestPath? path = null;
        RefusedHeads? refused = null;
        var court = new HeadCourt(HeadJudge.Judge, (head, body, connection, output) => refused!.AnswerAsync(head, body, connection, output));
        var traffic = Traffic(config, listeners, court, clock, loggers);
        try
        {
            path = Path(config, trusted, protection, origin, traffic.Services.GetRequiredService<IHttpForwarder>(), clock, loggers, inspected);
            refused = new RefusedHeads(path, loggers.CreateLogger<RefusedHeads>());
            var refusals = new ServerRefusals(path).Subscribe(traffic.Services.GetRequiredService<DiagnosticListener>());
            traffic.Run(path.RunAsync);
            await traffic.StartAsync(stop);
            return new GatewayHost(traffic, origin, refusals, listeners.Addresses);
        }
        catch
        {
            await traffic.DisposeAsync();
            origin.Dispose();
            throw;
        }
    }

    /// <summary>Takes no further requests, waits for those under way as long as the configuration says, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _traffic.StopAsync();
        await _traffic.DisposeAsync();
        _refusals.Dispose();
        _origin.Dispose();
    }

    private static RequestPath Path(GatewayConfig config, TrustedProxies trusted, LiveProtection protection, OriginClient origin, IHttpForwarder forwarder, TimeProvider clock, ILoggerFactory loggers, Action<InspectedRequest>? inspected)
    {
        var clients = new ClientAddress(trusted, config.ClientAddress);
        var engine = new EngineCalls(new CollectionStore(clock), config.WhenEngineFails, clock, loggers.CreateLogger<EngineCalls>());
        var inspector = new Inspector(engine, new BodyHolder(clock), new MemoryBudget(config.Limits.InspectionMemoryBytes), config.Limits, config.Timeouts.ResponseHold);
        return new RequestPath(
            new Acceptor(clients, config.ClientAddress, clock),
            new Classifier(protection, config.Mode),
            new ProtocolFilter(),
            inspector,
            new OriginProxy(forwarder, origin, inspector, clock),
            new Answer(new BlockPage(config.BlockPage), config.BlockPage.Status),
            new Recorder(inspector, inspected));
    }

    private static WebApplication Traffic(GatewayConfig config, Listeners listeners, HeadCourt court, TimeProvider clock, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = config.Timeouts.Drain);
        builder.WebHost.UseKestrelCore();
        // Behind the sockets, which are only added where nobody else is.
        builder.Services.AddSingleton<IConnectionListenerFactory>(listeners.Http2);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => listeners.Configure(options, court));
        return builder.Build();
    }
}
