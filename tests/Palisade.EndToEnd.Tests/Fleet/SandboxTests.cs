using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>A manager, a sandbox and a gateway as processes: what is good arrives, what breaks the sandbox does not, and its author is told why.</summary>
public sealed class SandboxTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Changes = 5;

    private FleetOfTwo _fleet = null!;
    private Origin _origin = null!;
    private int _number;

    public async Task InitializeAsync()
    {
        _origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        _fleet = await FleetOfTwo.StartAsync(gateways: 1);
        foreach (var tenant in (string[])["good", "bad"])
        {
            await _fleet.MakeTenantAsync(tenant);
            await _fleet.ApplyAsync(tenant, Pool() + "---\n" + Site(tenant, "shop", $"{tenant}.example"));
            await SeesAsync($"{tenant}.example", _number);
        }
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task What_breaks_the_sandbox_never_reaches_a_gateway()
    {
        Assert.Equal("unasked", (await _fleet.SandboxAsync("good"))["state"]!.GetValue<string>());
        var without = await MeasureAsync();
        var recorded = Path.GetDirectoryName(_fleet.Write("words.http", "GET /union-select?q=union+jack HTTP/1.1\nHost: good.example\nUser-Agent: Mozilla/5.0\n"))!;
        await using var sandbox = await _fleet.StartSandboxAsync("--samples", recorded);
        await StateAsync("good", "passed");
        var with = await MeasureAsync();
        output.WriteLine($"from apply to the gateway: p50 {without} ms without a sandbox, {with} ms with one");
        await TellsWhatChangesAsync();
        foreach (var (word, outcome) in ((string, string)[])[("crash", "crashed"), ("throw", "failed"), ("bloat", "bloated"), ("hang", "hung")]) await RefusesAsync(word, outcome);
        await StaysRefusedAsync(sandbox);
    }

    // From simulation to blocking: attacks that passed are told.
    private async Task TellsWhatChangesAsync()
    {
        await _fleet.ApplyAsync("good", Site("good", "shop", "good.example", "active"));
        await SeesAsync("good.example", _number);
        var trial = (await StateAsync("good", "passed"))["trial"]!;
        Assert.Equal(("passed", true, 1, 1), (trial["outcome"]!.GetValue<string>(), trial["compared"]!.GetValue<bool>(), trial["sites"]!.GetValue<int>(), trial["sites_asked"]!.GetValue<int>()));
        var changes = trial["changes"]!.AsArray();
        var sql = Assert.Single(changes, c => c!["sample"]!.GetValue<string>() == "sql in a query")!;
        Assert.Equal(("would_now_be_blocked", "default/shop"), (sql["change"]!.GetValue<string>(), sql["site"]!.GetValue<string>()));
        Assert.NotEqual("", sql["rules"]!.GetValue<string>());
        Assert.DoesNotContain(changes, c => c!["ordinary"]!.GetValue<bool>());
        await _fleet.ApplyAsync("good", Site("good", "shop", "good.example"));
        await SeesAsync("good.example", _number);
        Assert.Contains((await StateAsync("good", "passed"))["trial"]!["changes"]!.AsArray(), c => c!["change"]!.GetValue<string>() == "no_longer_blocked");
    }

    private async Task RefusesAsync(string word, string outcome)
    {
        var before = _number;
        await _fleet.ApplyAsync("bad", Site("bad", "shop", "bad.example") + "---\n" + Site("bad", "evil", $"{word}.bad.example"));
        // Meanwhile another tenant's change passes.
        await _fleet.ApplyAsync("good", Site("good", "shop", "good.example"));
        await SeesAsync("good.example", _number);
        var state = await StateAsync("bad", "refused");
        Assert.Equal(outcome, state["trial"]!["outcome"]!.GetValue<string>());
        Assert.Contains(state["trial"]!["objects"]!.AsArray(), o => o!.GetValue<string>() == "site default/evil");
        output.WriteLine($"{word}: {state["reason"]} ({state["trial"]!["milliseconds"]} ms)");
        var live = (await _fleet.StatusAsync("bad", "site", "evil"))["live"]!;
        Assert.Equal("refused", live["state"]!.GetValue<string>());
        Assert.Contains(state["reason"]!.GetValue<string>(), live["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, ""), await AskAsync($"{word}.bad.example"));
        Assert.NotEqual(HttpStatusCode.NotFound, (await AskAsync("bad.example")).Status);
        Assert.True(int.Parse((await AskAsync("bad.example")).Number, CultureInfo.InvariantCulture) <= before);
        // The next change is tried anew, with all that waited.
        await _fleet.ApplyAsync("bad", Site("bad", "evil", $"mended-{word}.bad.example"));
        await SeesAsync($"mended-{word}.bad.example", _number);
    }

    private async Task StaysRefusedAsync(Service sandbox)
    {
        await _fleet.ApplyAsync("bad", Site("bad", "evil", "crash.bad.example"));
        await StateAsync("bad", "refused");
        await sandbox.KillAsync();
        await _fleet.Manager.KillAsync();
        await _fleet.StartManagerAsync();
        // Another tenant's change shows that the gateway is back with its manager.
        await _fleet.ApplyAsync("good", Site("good", "shop", "good.example"));
        await Wait.UntilAsync(() => _fleet.GatewaysAsync("bad").GetAwaiter().GetResult().Count > 0, () => "The gateway never came back.");
        Assert.Equal("refused", (await _fleet.SandboxAsync("bad"))["state"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NotFound, ""), await AskAsync("crash.bad.example"));
    }

    private async Task<JsonNode> StateAsync(string tenant, string state)
    {
        var last = await _fleet.SandboxAsync(tenant);
        await Wait.UntilAsync(() => (last = _fleet.SandboxAsync(tenant).GetAwaiter().GetResult())["state"]!.GetValue<string>() == state, () => $"It never was {state}: {last}");
        return last;
    }

    private async Task<long> MeasureAsync()
    {
        var taken = new List<long>();
        for (var i = 0; i < Changes; i++)
        {
            var watch = Stopwatch.StartNew();
            await _fleet.ApplyAsync("good", Site("good", "shop", "good.example"));
            await SeesAsync("good.example", _number);
            taken.Add(watch.ElapsedMilliseconds);
        }

        return taken.Order().ElementAt(Changes / 2);
    }

    private async Task SeesAsync(string host, int number)
    {
        var (watch, seen) = (Stopwatch.StartNew(), "");
        while (watch.Elapsed < Command.Limit)
        {
            seen = (await AskAsync(host)).Number;
            if (seen == number.ToString(CultureInfo.InvariantCulture)) return;
            await Task.Delay(5);
        }

        Assert.Fail($"{host} is '{seen}', not {number}: {await _fleet.SandboxAsync(host.Contains("bad", StringComparison.Ordinal) ? "bad" : "good")}\n{_fleet.Gateways[0].Error}\n{_fleet.Manager.Error}");
    }

    private async Task<(HttpStatusCode Status, string Number)> AskAsync(string host)
    {
        using var client = new HttpClient { BaseAddress = FleetOfTwo.UrlOf(_fleet.Gateways[0]), Timeout = TimeSpan.FromSeconds(20) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.TryGetValues("X-Number", out var values) ? values.First() : "");
    }

    private string Pool() => string.Create(CultureInfo.InvariantCulture, $"kind: origin_pool\nmetadata: {{name: app}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: {new Uri(_origin.Url).Port}}}]}}\n");

    private string Site(string tenant, string name, string domain, string mode = "simulation") =>
        string.Create(CultureInfo.InvariantCulture, $"kind: site\nmetadata: {{name: {name}}}\nspec: {{domains: [{domain}], origin_pool: app, operation_mode: {mode}, response_headers: {{set: {{X-Number: '{++_number}', X-Tenant: {tenant}}}}}}}\n");
}
