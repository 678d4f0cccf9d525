using System.Collections.Concurrent;
using Palisade.Configuration;
using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Events;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection;
using Palisade.Protection.Policies;
using Palisade.SecLang;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A gateway on a free loopback port.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly GatewayHost _host;

    private TestGateway(GatewayHost host, ConcurrentQueue<SecurityEvent> events, LiveProtection protection) =>
        (_host, Events, Protection) = (host, events, protection);

    public int Port => _host.Addresses[0].Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public string AdminUrl => $"http://{_host.AdminAddress}";

    public ConcurrentQueue<SecurityEvent> Events { get; }

    public LiveProtection Protection { get; }

    public ConcurrentQueue<AccessLogLine> Lines { get; private init; } = [];

    public IReadOnlyList<System.Net.IPEndPoint> Addresses => _host.Addresses;

    public static async Task<TestGateway> StartAsync(string origin, Func<GatewayConfig, GatewayConfig>? change = null, string rules = "", TimeProvider? clock = null, string? policy = null, string policyFile = "policy.yaml")
    {
        var config = new GatewayConfig
        {
            Listen = [new() { Port = 0 }],
            Admin = new() { Port = 0 },
            Origin = new() { Url = origin },
            Mode = OperationMode.Active,
        };
        var events = new ConcurrentQueue<SecurityEvent>();
        config = change?.Invoke(config) ?? config;
        var protection = new LiveProtection(Compile(rules), policy is null ? null : Policy(policy, policyFile));
        var parts = new GatewayParts
        {
            Sites = CommandLineSite.Alone(config, protection),
            Clock = clock ?? TimeProvider.System,
            Events = happened =>
            {
                events.Enqueue(happened);
                return true;
            },
        };
        return new(await GatewayHost.StartAsync(config, parts, CancellationToken.None), events, protection);
    }

    /// <summary>A gateway of published sites.</summary>
    public static async Task<TestGateway> StartAsync(LiveSites sites, Func<GatewayConfig, GatewayConfig>? change = null, TimeProvider? clock = null)
    {
        var config = new GatewayConfig { Listen = [new() { Port = 0 }], Admin = new() { Port = 0 } };
        var (events, lines) = (new ConcurrentQueue<SecurityEvent>(), new ConcurrentQueue<AccessLogLine>());
        var parts = new GatewayParts
        {
            Sites = sites,
            Clock = clock ?? TimeProvider.System,
            Events = happened =>
            {
                events.Enqueue(happened);
                return true;
            },
            Access = line =>
            {
                lines.Enqueue(line);
                return true;
            },
        };
        return new(await GatewayHost.StartAsync(change?.Invoke(config) ?? config, parts, CancellationToken.None), events, new LiveProtection(Compile(""))) { Lines = lines };
    }

    /// <summary>Policies from the text of a policy file.</summary>
    public static SitePolicy Policy(string text, string file = "policy.yaml")
    {
        var built = PolicyBuilder.BuildText(file, text);
        return built.Site ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    /// <summary>Rules in SecLang, with the engine on unless they say otherwise.</summary>
    public static RuleSet Compile(string rules)
    {
        var parsed = SecLangParser.Parse("test.conf", "SecRuleEngine On\n" + rules);
        var (compiled, diagnostics) = RuleCompiler.Compile(parsed.Directives, new CompileOptions { Operators = new() { DeliberateFaults = true } });
        return compiled ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
    }

    /// <summary>The only event so far; events come after the answer, so it is waited for.</summary>
    public async Task<SecurityEvent> EventAsync()
    {
        for (var i = 0; Events.IsEmpty && i < 200; i++) await Task.Delay(25);
        return Assert.Single(Events);
    }

    /// <summary>The lines of the access log; lines come after the answer, so as many as are expected are waited for.</summary>
    public async Task<IReadOnlyList<AccessLogLine>> LinesAsync(int count)
    {
        for (var i = 0; Lines.Count < count && i < 400; i++) await Task.Delay(25);
        Assert.Equal(count, Lines.Count);
        return [.. Lines];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
