using System.Text.Json;
using Palisade.EndToEnd.Tests.Processes;

namespace Palisade.EndToEnd.Tests.Grpc;

/// <summary>Calls of Node's gRPC client reach a service behind the gateway and end as they do without it.</summary>
public sealed class GrpcTests
{
    [FactNeeds("node", Needs.GrpcJs)]
    public async Task Calls_streams_and_errors_are_the_same_as_without_the_gateway()
    {
        await using var origin = await GrpcOrigin.StartAsync();
        await using var gateway = await Gateway.StartAsync("--origin", $"h2c://{origin.Http2}");

        var direct = await CallAsync(origin.Http2);
        var guarded = await CallAsync(gateway.Url.Authority);

        Assert.Equal(JsonSerializer.Serialize(direct), JsonSerializer.Serialize(guarded));
        Assert.Equal((0, true), (Code(guarded, "unary"), guarded.GetProperty("unary").GetProperty("same").GetBoolean()));
        Assert.Equal((0, GrpcOrigin.Streamed), (Code(guarded, "stream"), guarded.GetProperty("stream").GetProperty("messages").GetArrayLength()));
        Assert.Equal((0, 10), (Code(guarded, "pingPong"), guarded.GetProperty("pingPong").GetProperty("heard").GetInt32()));
        Assert.Equal((5, "no such shoe"), (Code(guarded, "failed"), Details(guarded, "failed")));
        Assert.Equal((7, "not for you"), (Code(guarded, "refused"), Details(guarded, "refused")));
    }

    private static async Task<JsonElement> CallAsync(string address)
    {
        var ended = await Command.RunAsync("node", [Path.Combine(AppContext.BaseDirectory, "Grpc", "client.cjs"), NodeModules.Folder!, address]);
        Assert.True(ended.ExitCode is 0, ended.ToString());
        return JsonDocument.Parse(ended.Text).RootElement.Clone();
    }

    private static int Code(JsonElement calls, string call) => calls.GetProperty(call).GetProperty("code").GetInt32();

    private static string? Details(JsonElement calls, string call) => calls.GetProperty(call).GetProperty("details").GetString();
}
