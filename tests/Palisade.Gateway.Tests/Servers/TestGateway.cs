using Palisade.Configuration;
using Palisade.Engine.Compilation;
using Palisade.Engine.Rules;
using Palisade.Protection;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A gateway on a free loopback port.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly GatewayHost _host;

    private TestGateway(GatewayHost host) => _host = host;

    public int Port => _host.Addresses[0].Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public static async Task<TestGateway> StartAsync(string origin, Func<GatewayConfig, GatewayConfig>? change = null)
    {
        var config = new GatewayConfig
        {
            Listen = [new() { Port = 0 }],
            Admin = new() { Port = 0 },
            Origin = new() { Url = origin },
            Mode = OperationMode.Active,
        };
        var (rules, _) = RuleCompiler.Compile([], new CompileOptions());
        return new(await GatewayHost.StartAsync(change?.Invoke(config) ?? config, new LiveProtection(rules!), TimeProvider.System, loggers: null, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
