using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>Many streams at once over HTTP/2 in clear text.</summary>
public sealed class H2loadTests
{
    [FactNeeds("h2load")]
    public async Task Three_thousand_requests_over_eight_connections_all_succeed()
    {
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);

        var load = await Command.RunAsync("h2load", ["-n", "3000", "-c", "8", "-m", "10", "-T", "20s", "-N", "20s", $"{gateway.Url}search?q=shoes"]);

        Assert.Contains("3000 succeeded, 0 failed, 0 errored, 0 timeout", load.Text, StringComparison.Ordinal);
        Assert.Contains("status codes: 3000 2xx, 0 3xx, 0 4xx, 0 5xx", load.Text, StringComparison.Ordinal);
        Assert.Contains("Application protocol: h2c", load.Text, StringComparison.Ordinal);
    }
}
