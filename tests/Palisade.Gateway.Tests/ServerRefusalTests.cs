using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests;

/// <summary>What our judgement lets through and the server refuses all the same.</summary>
public sealed class ServerRefusalTests
{
    [Fact]
    public async Task The_rules_and_the_record_hear_of_it()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRule REQUEST_URI_RAW \"@contains :443\" \"id:1,phase:1,pass,log\"");

        var answer = await RawClient.AskAsync(gateway.Port, "GET http://a:443/x HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(400, answer!.Status);
        var told = await gateway.EventAsync();
        Assert.Equal((EventAction.Refused, 400), (told.Action, told.Status));
        Assert.Equal([0, 1], told.Findings.Select(f => f.RuleId));
        Assert.Empty(origin.Requests);
    }
}
