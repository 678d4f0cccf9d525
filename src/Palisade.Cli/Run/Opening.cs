using System.Net;
using Palisade.Cli.Terminal;
using Palisade.Configuration;
using Palisade.Gateway;

namespace Palisade.Cli.Run;

/// <summary>What a person reads when the gateway has opened: where everything is, and for the demo what to try.</summary>
internal sealed class Opening(GatewayConfig config, GatewayHost gateway, int ruleCount, Screen screen)
{
    private TextWriter Out => screen.Output;

    /// <summary>Where everything is.</summary>
    public void Tell()
    {
        Out.WriteLine($"{screen.Paint(Ink.Bold, "Palisade")} protects {config.Origin.Url}");
        Places();
        Out.Flush();
    }

    /// <summary>Where everything is, an attack on the shop, and the same attack through the gateway.</summary>
    public async Task GuideAsync(Uri shop, CancellationToken stop)
    {
        var front = Front();
        Out.WriteLine($"{screen.Paint(Ink.Bold, "Palisade")} protects a demo shop that is vulnerable on purpose.");
        Out.WriteLine();
        screen.Place("the shop itself", shop.ToString());
        Places();
        await new Tour(screen, shop, front, config).TakeAsync(stop);
        Out.Flush();
    }

    private void Places()
    {
        foreach (var address in gateway.Addresses) screen.Place("through Palisade", Url(address).ToString());
        screen.Place("mode", $"{config.Mode.ToString().ToLowerInvariant()}, {ruleCount} rules from {config.Rules ?? "the built-in set"}");
        if (config.Events is { } events) screen.Place("events", events);
        if (gateway.AdminAddress is { } admin) screen.Place("health and metrics", $"http://{Host(admin.Address.ToString())}:{admin.Port}/metrics");
    }

    private Uri Front() => Url(gateway.Addresses[0]);

    private Uri Url(IPEndPoint address)
    {
        var secure = config.Listen.Any(l => (l.Tls || l.Certificate is not null) && (l.Port == address.Port || l.Port is 0));
        return new($"{(secure ? "https" : "http")}://{Host(address.Address.ToString())}:{address.Port}/");
    }

    private static string Host(string address) => address switch
    {
        "0.0.0.0" or "::" => "127.0.0.1",
        _ when address.Contains(':') => $"[{address}]",
        _ => address,
    };
}
