using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Cli.Following;
using Palisade.Cli.Serving;
using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Gateway;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Policies;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Tests.Following;

public sealed class PortsAndProbesTests
{
    [Fact]
    public async Task The_manager_is_told_of_a_port_that_is_taken_and_the_monitor_goes_on_without_the_manager()
    {
        await using var fleet = await Fleet.StartAsync();
        var (port, sites) = (Ports.Free(), new LiveSites());
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        Fleet.WriteTicket(fleet.At("one.ticket"), fleet.Side.Secrets.CreateSecret("system", "edge").Ticket.ToText());
        var options = fleet.Options("one") with { Troubles = tenant => TenantSites.PortTroubles(sites, tenant) };
        var geography = GeographyFiles.Open(new PolicySource()).Geography;
        await using var pump = await ConfigurationPump.StartAsync(options, sealing => new TenantSites(sites, sealing, geography, TimeProvider.System).Take, TimeProvider.System, NullLoggerFactory.Instance, default);
        sites.PortFaults.Watch(pump.TellAgain);
        var config = new GatewayConfig { Listen = [new() { Port = 0 }], Admin = new() { Port = 0 }, SitePorts = new() { Enabled = true } };
        await using var gateway = await GatewayHost.StartAsync(config, new() { Sites = sites }, default);

        await fleet.PutAsync(Site($"domains: [shop.example]\nmaintenance: {{status: 503}}\nlisteners: [{{port: {port}}}]\nhealth_monitor: [{{url: /, interval_seconds: 1, expected_status: ['503']}}]"));

        await Fleet.UntilAsync(() => Refused(fleet) is [{ Field: "spec.listeners[0].port", Name: "shop" }], "the manager to hear of the port");
        other.Stop();
        await Fleet.UntilAsync(() => Refused(fleet) is [], "the manager to hear that it is open");
        await fleet.StopManagerAsync();
        var since = TimeProvider.System.GetUtcNow();
        using var client = new HttpClient();
        var found = new List<JsonElement>();
        await Fleet.UntilAsync(() => pump.IsConnected is false, "the gateway to miss its manager");
        for (var i = 0; found.Count == 0 && i < 600; i++)
        {
            await Task.Delay(50);
            var page = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(new Uri($"http://{gateway.AdminAddress}/probes?result=ok&since={Uri.EscapeDataString(since.ToString("O"))}")));
            found = [.. page.GetProperty("entries").EnumerateArray()];
        }

        Assert.Equal($"127.0.0.1:{port}", found[0].GetProperty("gateway").GetString());
        await fleet.StartManagerAsync();
    }

    private static IReadOnlyList<ReportedFault>? Refused(Fleet fleet) => fleet.Side.Gateways.Of("acme").Select(g => g.Report).FirstOrDefault(r => r.Position.Revision > 0)?.Refused;

    private static ObjectDraft Site(string spec)
    {
        var (documents, fault) = YamlText.Read(Encoding.UTF8.GetBytes(spec));
        Assert.Null(fault);
        return new(new("acme", new("site", "default", "shop")), new(), documents[0]);
    }
}
