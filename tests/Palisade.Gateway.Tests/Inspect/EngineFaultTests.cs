using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Inspect;

/// <summary>A rule that throws in the middle of a request concerns that request alone; what becomes of it the operator chose, and it is never silent.</summary>
public sealed class EngineFaultTests
{
    private const string Fault = "@noMatch palisade-test-fault";

    [Theory]
    [InlineData(FailMode.Closed, OperationMode.Active, 503, EventAction.Failed, "engine_failed")]
    [InlineData(FailMode.Open, OperationMode.Active, 200, EventAction.Allowed, "passed")]
    [InlineData(FailMode.Closed, OperationMode.Simulation, 200, EventAction.WouldBlock, "would_block")]
    [InlineData(FailMode.Open, OperationMode.Simulation, 200, EventAction.WouldBlock, "would_block")]
    public async Task The_operators_choice_holds_and_is_told_and_counted(FailMode chosen, OperationMode mode, int status, EventAction action, string counted)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { WhenEngineFails = chosen, Mode = mode }, $"SecRule ARGS:poison \"{Fault}\" \"id:1,phase:1,pass\"\nSecRule ARGS:q \"@streq attack\" \"id:2,phase:1,deny,log\"");

        Assert.Equal(status, (await RawClient.AskAsync(gateway.Port, "GET /?poison=1 HTTP/1.1\r\nHost: shop\r\n\r\n"))!.Status);

        var told = await gateway.EventAsync();
        Assert.Equal((action, status), (told.Action, told.Status));
        Assert.Equal(new EventFailure(EventFailureSource.Engine, "engine"), told.Failure);
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"{gateway.AdminUrl}/metrics"));
        Assert.Contains($$"""palisade_engine_faults_total{action="{{counted}}"} 1""", metrics, StringComparison.Ordinal);
        // Its neighbours are inspected as ever.
        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /?q=good HTTP/1.1\r\nHost: shop\r\n\r\n"))!.Status);
        Assert.Equal(mode is OperationMode.Active ? 403 : 200, (await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: shop\r\n\r\n"))!.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_fault_in_any_phase_ends_in_an_answer_and_an_event(int phase)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: $"SecRequestBodyAccess On\nSecResponseBodyAccess On\nSecResponseBodyMimeType text/plain\nSecRule REQUEST_URI \"{Fault}\" \"id:1,phase:{phase},pass\"");

        var answer = await RawClient.AskAsync(gateway.Port, "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\na=b");

        // Phase 4 is left out where the answer has no type that is looked into; phase 5 comes after the answer.
        if (phase <= 3) Assert.Equal(503, answer!.Status);
        else Assert.NotNull(answer);
        if (phase != 4) Assert.Equal(EventFailureSource.Engine, (await gateway.EventAsync()).Failure?.Source);
    }
}
