using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Inspect;

/// <summary>What a gateway learns of ordinary requests, and what it does with it.</summary>
public sealed class HabitTests
{
    private const string Rules = """
        SecRule ARGS "@contains weak" "id:1,phase:2,pass,log,capture,msg:'Perhaps an attack',evidence:CODE=3"
        SecRule TX:blocking_inbound_anomaly_score "@ge 5" "id:2,phase:2,deny,status:403,log"
        """;

    [Fact]
    public async Task A_weak_finding_at_a_field_where_it_is_unusual_decides_and_prose_passes()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin.Url);
        Assert.Equal(200, await AskAsync(gateway, "/buy?id=weak+1"));
        await TeachAsync(gateway);
        await gateway.EventAsync();
        gateway.Events.Clear();

        Assert.Equal(403, await AskAsync(gateway, "/buy?id=weak+1"));
        var told = await gateway.EventAsync();
        Assert.Equal((EventAction.Blocked, 6), (told.Action, told.Score.Inbound));
        var reason = Assert.Single(told.Findings, f => f.Tags.Contains("palisade/endpoint"));
        Assert.Equal(((int?)3, (bool?)true), (reason.Weight, reason.Counted));

        Assert.Equal(200, await AskAsync(gateway, "/buy?note=a+weak+excuse"));
        Assert.Equal(200, await AskAsync(gateway, "/buy?id=never+%27seen%27+here&other=1"));
    }

    [Fact]
    public async Task A_policy_can_do_without()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin.Url, "kind: site\nmetadata: {name: shop}\nspec: {app_firewall: wall}\n---\nkind: app_firewall\nmetadata: {name: wall}\nspec: {detection_settings: {disable_endpoint_habits: {}}}\n");
        await TeachAsync(gateway);

        Assert.Equal(200, await AskAsync(gateway, "/buy?id=weak+1"));
    }

    private static Task<TestGateway> StartAsync(string origin, string? policy = null) =>
        TestGateway.StartAsync(origin, config => config with { TrustedProxies = ["127.0.0.1"], ClientAddress = ClientAddressSource.XForwardedFor }, Rules, policy: policy);

    private static async Task TeachAsync(TestGateway gateway)
    {
        using var client = new RawClient(gateway.Port);
        for (var i = 0; i < 320; i++)
        {
            await client.SendAsync(Request($"/buy?id={i}&note=a+reason+or+none", $"10.1.{i % 20}.7"));
            Assert.Equal(200, (await client.AnswerAsync())!.Status);
        }
    }

    private static async Task<int> AskAsync(TestGateway gateway, string target) => (await RawClient.AskAsync(gateway.Port, Request(target, "10.9.9.9")))!.Status;

    private static string Request(string target, string client) =>
        $"GET {target} HTTP/1.1\r\nHost: shop\r\nUser-Agent: Shop-App/1.0\r\nAccept: */*\r\nX-Forwarded-For: {client}\r\n\r\n";
}
