using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Inspect;

/// <summary>A pattern that backtracks, and a value that it cannot judge within its limit.</summary>
public sealed class PatternLimitTests
{
    private const string Rules = """
        SecRequestBodyAccess On
        SecRule ARGS:q "@rx ^(?:(\w)|\w\w)+\1!$" "id:7,phase:1,deny,status:406,log"
        SecRule ARGS:also "@streq attack" "id:8,phase:1,deny,status:406,log"
        """;

    private static readonly string Hostile = $"q={new string('a', 60)}!x";

    [Theory]
    [InlineData(FailMode.Closed, OperationMode.Active, 403, EventAction.Blocked, "blocked")]
    [InlineData(FailMode.Open, OperationMode.Active, 200, EventAction.Allowed, "passed")]
    [InlineData(FailMode.Closed, OperationMode.Simulation, 200, EventAction.WouldBlock, "would_block")]
    [InlineData(FailMode.Open, OperationMode.Simulation, 200, EventAction.Allowed, "passed")]
    public async Task The_operators_choice_holds_and_is_told_and_counted(FailMode chosen, OperationMode mode, int status, EventAction action, string counted)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { WhenAPatternGivesUp = chosen, Mode = mode }, Rules);

        var answer = await RawClient.AskAsync(gateway.Port, $"GET /?{Hostile} HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.Equal(status, answer!.Status);
        Assert.Equal(status is 200 ? 1 : 0, origin.Requests.Count);
        var told = await gateway.EventAsync();
        Assert.Equal((action, status), (told.Action, told.Status));
        var finding = Assert.Single(told.Findings);
        Assert.Equal((7, "palisade/pattern-limit"), (finding.RuleId, Assert.Single(finding.Tags)));
        Assert.Equal(EventFailureSource.Engine, told.Failure?.Source);
        Assert.StartsWith("rule 7: ", told.Failure?.Error, StringComparison.Ordinal);
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"{gateway.AdminUrl}/metrics"));
        Assert.Contains($$"""palisade_pattern_limits_total{action="{{counted}}",rule="7"} 1""", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailMode.Closed)]
    [InlineData(FailMode.Open)]
    public async Task What_another_rule_decides_stands(FailMode chosen)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { WhenAPatternGivesUp = chosen }, Rules);

        var answer = await RawClient.AskAsync(gateway.Port, $"GET /?{Hostile}&also=attack HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.Equal(406, answer!.Status);
        Assert.Equal([7, 8], (await gateway.EventAsync()).Findings.Select(f => f.RuleId));
    }

    [Theory]
    [InlineData(FailMode.Closed, FailMode.Open, 200)]
    [InlineData(FailMode.Open, FailMode.Closed, 403)]
    public async Task What_the_platform_rolled_out_goes_before_how_the_gateway_was_started(FailMode started, FailMode rolledOut, int status)
    {
        await using var origin = RawOrigin.Saying("hello");
        var site = CommandLineSite.Of(new() { Origin = new() { Url = origin.Url }, Mode = OperationMode.Active }, new(TestGateway.Compile(Rules)));
        var sites = new LiveSites();
        sites.Publish(new("", 0, [site with { Switches = new(null, rolledOut, BotChallenges: true) }], []));
        await using var gateway = await TestGateway.StartAsync(sites, c => c with { WhenAPatternGivesUp = started });

        Assert.Equal(status, (await RawClient.AskAsync(gateway.Port, $"GET /?{Hostile} HTTP/1.1\r\nHost: shop\r\n\r\n"))!.Status);
    }
}
