using System.Text.Json;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Probes;

/// <summary>What the administration endpoint tells of the health monitor.</summary>
internal static class ProbePages
{
    /// <summary>The entries that a filter lets through, the newest first.</summary>
    public static async Task<List<JsonElement>> EntriesAsync(TestGateway gateway, string filter = "")
    {
        using var client = new HttpClient();
        var page = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(new Uri($"{gateway.AdminUrl}/probes{filter}")));
        return [.. page.GetProperty("entries").EnumerateArray()];
    }

    /// <summary>The newest entry that a filter lets through, as soon as there is one.</summary>
    public static async Task<JsonElement> NewestAsync(TestGateway gateway, string filter)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await EntriesAsync(gateway, filter) is [var newest, ..]) return newest;
            await Task.Delay(50);
        }

        throw new TimeoutException($"No entry in 30 s for {filter}: {string.Join('\n', await EntriesAsync(gateway))}");
    }

    /// <summary>Everything that metrics tell.</summary>
    public static async Task<string> MetricsAsync(TestGateway gateway)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"{gateway.AdminUrl}/metrics"));
    }
}
