using System.Net;
using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Bots;

/// <summary>What becomes of clients under a <c>bot_defense</c>.</summary>
public sealed class BotDefenseTests
{
    private const string Site = """
        kind: site
        metadata: {name: shop}
        spec: {bot_defense: bots}
        ---
        kind: bot_defense
        metadata: {name: bots}
        spec:
        """;

    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    [Theory]
    [InlineData("sqlmap/1.8", 403, EventAction.Blocked, "malicious", "blocked")]
    [InlineData("curl/8.5.0", 200, EventAction.Allowed, "suspicious", "reported")]
    public async Task By_default_tools_are_blocked_and_programs_reported(string agent, int status, EventAction action, string kind, string outcome)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Site + " {}");

        Assert.Equal(status, (int)(await AskAsync(gateway, agent)).Status);

        var told = await gateway.EventAsync();
        Assert.Equal((action, kind, outcome), (told.Action, told.Bot?.Class, told.Bot?.Outcome));
        Assert.Equal($"bot/{kind}", told.Findings[0].Tags[^1]);
        using var client = new HttpClient();
        Assert.Contains($$"""palisade_bots_total{class="{{kind}}",action="{{outcome}}"} 1""", await client.GetStringAsync(new Uri($"{gateway.AdminUrl}/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_browser_passes_without_an_event()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Site + " {}");

        Assert.Equal(200, (int)(await AskAsync(gateway, Chrome)).Status);
        Assert.Equal(403, (int)(await AskAsync(gateway, "sqlmap")).Status);

        Assert.Equal("sqlmap", (await gateway.EventAsync()).Bot?.Name);
    }

    [Fact]
    public async Task Simulation_blocks_and_challenges_nobody()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Mode = OperationMode.Simulation }, policy: Site + " {actions: {none: challenge}}");

        Assert.Equal(200, (int)(await AskAsync(gateway, Chrome)).Status);

        Assert.Equal(EventAction.WouldBlock, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_done_and_the_event_still_says_who_it_was()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: "SecRule ARGS:a \"@streq 1\" \"id:1,phase:1,log,pass\"");

        Assert.Equal(200, (int)(await AskAsync(gateway, "sqlmap", "/?a=1")).Status);

        Assert.Equal(("malicious", "not_asked"), ((await gateway.EventAsync()).Bot?.Class, (await gateway.EventAsync()).Bot?.Outcome));
    }

    [Fact]
    public async Task A_good_bot_passes_while_and_after_it_is_verified_and_a_false_one_is_blocked()
    {
        await using var dns = new DnsServer();
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(
            origin.Url,
            c => c with { TrustedProxies = ["127.0.0.1"] },
            policy: Site + $" {{under_attack: true, verification: {{servers: [\"{dns.Address}\"], timeout_ms: 5000}}}}");
        dns.Ptr("66.249.66.1", "crawl-66-249-66-1.googlebot.com").A("crawl-66-249-66-1.googlebot.com", "66.249.66.1").Ptr("192.0.2.66", "googlebot.com.evil.example");
        const string agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

        for (var i = 0; i < 5; i++) Assert.Equal(200, (int)(await AskAsync(gateway, agent, headers: ["X-Forwarded-For", "66.249.66.1"])).Status);
        Assert.Equal(200, (int)(await AskAsync(gateway, agent, headers: ["X-Forwarded-For", "192.0.2.66"])).Status);
        var last = 0;
        for (var i = 0; last != 403 && i < 200; i++)
        {
            await Task.Delay(20);
            last = (int)(await AskAsync(gateway, agent, headers: ["X-Forwarded-For", "192.0.2.66"])).Status;
        }

        Assert.Equal(403, last);
        Assert.Equal(200, (int)(await AskAsync(gateway, agent, headers: ["X-Forwarded-For", "66.249.66.1"])).Status);
        Assert.Equal(("spoofed", "Googlebot"), ((await gateway.EventAsync()).Bot?.Proof, gateway.Events.First().Bot?.Name));
    }

    [Theory]
    [InlineData("{bots: nowhere}")]
    [InlineData("{actions: {good: perhaps}}")]
    [InlineData("{challenge: {difficulty: 99}}")]
    [InlineData("{challenge: {status: 503}}")]
    [InlineData("{challenge: {brand: {logo: 'https://elsewhere.example/logo.png'}}}")]
    [InlineData("{challenge: {brand: {color: 'red;}'}}}")]
    [InlineData("{challenge: {brand: {texts: {wrong: a}}}}")]
    [InlineData("{verification: {servers: [dns.example]}}")]
    public void A_faulty_policy_is_refused(string spec) => Assert.Throws<InvalidOperationException>(() => TestGateway.Policy($"{Site} {spec}"));

    internal static async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> AskAsync(TestGateway gateway, string agent, string path = "/", HttpMethod? method = null, HttpContent? content = null, params string[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(gateway.Url + path)) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        string[] usual = ["Accept", "text/html,*/*;q=0.8", "Accept-Language", "en", "Accept-Encoding", "identity"];
        for (var i = 0; i < headers.Length; i += 2) request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
        for (var i = 0; i < usual.Length; i += 2)
        {
            if (!headers.Contains(usual[i], StringComparer.Ordinal)) request.Headers.TryAddWithoutValidation(usual[i], usual[i + 1]);
        }

        var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }
}
