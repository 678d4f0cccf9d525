using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Classify.Sites;
using Palisade.Gateway.Tests.Filter.Bots;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Challenges;

/// <summary>The challenge as a client sees it, worked out without a browser.</summary>
public sealed partial class ChallengeTests
{
    private const string Policy = """
        kind: site
        metadata: {name: shop}
        spec:
          bot_defense: bots
          routes: [{path: {prefix: /api}, bot_defense: api}]
        ---
        kind: bot_defense
        metadata: {name: api}
        spec: {}
        ---
        kind: bot_defense
        metadata: {name: bots}
        spec:
          under_attack: true
          challenge:
            difficulty: 8
            brand: {name: 'Ober & Co', title: '<Halt>', color: '#0a7f42', language: de, texts: {working: 'Wird geprüft …'}}
        """;

    private const string Agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    [Fact]
    public async Task Who_answers_gets_a_cookie_and_goes_where_he_wanted()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var page = await BotDefenseTests.AskAsync(gateway, Agent, "/search?q=a&b=%22");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Empty(origin.Requests);
        var answered = await AnswerAsync(gateway, page.Body);

        Assert.Equal((HttpStatusCode.SeeOther, "/search?q=a&b=%22"), (answered.Status, answered.Answer.Headers.Location?.OriginalString));
        Assert.True(answered.Answer.Headers.CacheControl?.NoStore);
        var cookie = Cookie(answered.Answer);
        Assert.Contains("HttpOnly; SameSite=Lax", answered.Answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await BotDefenseTests.AskAsync(gateway, Agent, "/search", headers: ["Cookie", $"a=b; {cookie}; c=d"])).Status);
        Assert.Equal(HttpStatusCode.OK, (await BotDefenseTests.AskAsync(gateway, Agent, "/x.png", headers: ["Cookie", cookie, "Accept", "image/*", "Sec-Fetch-Dest", "image"])).Status);
        Assert.Equal((EventAction.Challenged, "challenged"), ((await gateway.EventAsync()).Action, (await gateway.EventAsync()).Bot?.Outcome));
    }

    [Fact]
    public async Task Switched_off_by_the_platform_nobody_is_challenged_and_it_is_reported()
    {
        await using var origin = RawOrigin.Saying("hello");
        var site = CommandLineSite.Of(new() { Origin = new() { Url = origin.Url }, Mode = OperationMode.Active }, new(TestGateway.Compile(""), TestGateway.Policy(Policy)));
        var sites = new LiveSites();
        sites.Publish(new("", 0, [site with { Switches = new(null, null, BotChallenges: false) }], []));
        await using var gateway = await TestGateway.StartAsync(sites);

        Assert.Equal(HttpStatusCode.OK, (await BotDefenseTests.AskAsync(gateway, Agent, "/search")).Status);
        Assert.Equal("reported", (await gateway.EventAsync()).Bot?.Outcome);
    }

    [Fact]
    public async Task The_page_is_the_operators_and_loads_nothing()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var page = await BotDefenseTests.AskAsync(gateway, Agent, "/?\"><script>alert(1)</script>{{nonce}}");

        Assert.Contains("<html lang=\"de\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;Halt&gt;</h1>", page.Body, StringComparison.Ordinal);
        Assert.Contains("Ober &amp; Co", page.Body, StringComparison.Ordinal);
        Assert.Contains("Wird gepr&#252;ft", page.Body, StringComparison.Ordinal);
        Assert.Contains("--accent:#0a7f42", page.Body, StringComparison.Ordinal);
        Assert.Contains("<noscript>", page.Body, StringComparison.Ordinal);
        Assert.Contains("prefers-reduced-motion", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)<", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page.Body.Replace("data:image", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var csp = page.Answer.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(csp).Groups["nonce"].Value;
        Assert.Equal(2, Regex.Count(page.Body, Regex.Escape($"nonce=\"{nonce}\""), RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.StartsWith("default-src 'none'", csp, StringComparison.Ordinal);
        Assert.True(page.Answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_puzzle_counts_once_for_one_client_and_one_answer()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);
        var body = (await BotDefenseTests.AskAsync(gateway, Agent)).Body;

        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(gateway, body, agent: "Somebody/1.0")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(gateway, body, change: f => f with { Answer = "1" + new string('0', 15) })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(gateway, body, change: f => f with { Puzzle = "A" + f.Puzzle[1..] })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(gateway, body, change: f => f with { Policy = "other" })).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await AnswerAsync(gateway, body)).Status);

        var again = await AnswerAsync(gateway, body);
        Assert.Equal(HttpStatusCode.Forbidden, again.Status);
        Assert.False(again.Answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("role=\"alert\"", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_of_another_client_or_of_nobody_opens_nothing()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);
        var cookie = Cookie((await AnswerAsync(gateway, (await BotDefenseTests.AskAsync(gateway, Agent)).Body)).Answer);

        foreach (var (agent, shown) in new[] { (Agent + " OPR/1", cookie), (Agent, cookie[..^1]), (Agent, cookie + "A"), (Agent, "palisade_pass=AAAA"), (Agent, "palisade_pass="), (Agent, "x" + cookie) })
            Assert.Equal(HttpStatusCode.Forbidden, (await BotDefenseTests.AskAsync(gateway, agent, headers: ["Cookie", shown])).Status);
    }

    [Fact]
    public async Task The_way_back_leads_nowhere_else()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var answered = await AnswerAsync(gateway, (await BotDefenseTests.AskAsync(gateway, Agent)).Body, change: f => f with { Target = "/\\evil.example" });

        Assert.Equal("/", answered.Answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("GET", "Accept", "*/*")]
    [InlineData("GET", "Accept", "application/json")]
    [InlineData("PUT", "Accept", "text/html")]
    [InlineData("GET", "Sec-Fetch-Dest", "empty")]
    [InlineData("GET", "X-Requested-With", "XMLHttpRequest")]
    public async Task Who_cannot_run_a_page_is_told_so_as_a_program(string method, string header, string value)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var answer = await BotDefenseTests.AskAsync(gateway, Agent, method: new HttpMethod(method), headers: [header, value]);

        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (answer.Status, answer.Answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("refused", (await gateway.EventAsync()).Bot?.Outcome);
    }

    [Fact]
    public async Task Preflights_and_routes_with_a_policy_of_their_own_pass()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        Assert.Equal(HttpStatusCode.OK, (await BotDefenseTests.AskAsync(gateway, Agent, method: HttpMethod.Options, headers: ["Access-Control-Request-Method", "PUT"])).Status);
        Assert.Equal(HttpStatusCode.OK, (await BotDefenseTests.AskAsync(gateway, "OurShop/4.2", "/api/items", headers: ["Accept", "application/json"])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await BotDefenseTests.AskAsync(gateway, "OurShop/4.2", "/api/../items", headers: ["Accept", "application/json"])).Status);
    }

    [Fact]
    public async Task A_form_that_was_not_passed_on_says_so_and_leads_back_to_its_page()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var page = await BotDefenseTests.AskAsync(gateway, Agent, "/order", HttpMethod.Post, new StringContent("a=1"), "Referer", $"{gateway.Url}/basket?n=1");

        Assert.Contains("What you sent was not passed on", page.Body, StringComparison.Ordinal);
        Assert.Equal("/basket?n=1", Value(page.Body, "to"));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("application/x-www-form-urlencoded", "puzzle=%ff%00&answer=é&policy=bots")]
    [InlineData("application/x-www-form-urlencoded", "=&&=%&policy=bots&puzzle")]
    public async Task An_answer_that_is_none_fails(string type, string text)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var answer = await BotDefenseTests.AskAsync(gateway, Agent, "/.palisade/challenge", HttpMethod.Post, new StringContent(text, Encoding.UTF8, type));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(origin.Requests);
    }

    private static Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> AnswerAsync(TestGateway gateway, string page, string agent = Agent, Func<Form, Form>? change = null)
    {
        var form = new Form(Value(page, "policy"), Value(page, "puzzle"), "", Value(page, "to"));
        form = form with { Answer = Solve(form.Puzzle, Word().Match(page).Groups["word"].Value, int.Parse(Difficulty().Match(page).Groups["bits"].Value)) };
        form = change?.Invoke(form) ?? form;
        var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["policy"] = form.Policy, ["puzzle"] = form.Puzzle, ["answer"] = form.Answer, ["to"] = form.Target, ["automated"] = "0" });
        return BotDefenseTests.AskAsync(gateway, agent, "/.palisade/challenge", HttpMethod.Post, content);
    }

    private static string Solve(string puzzle, string word, int bits)
    {
        for (var number = 0; ; number++)
        {
            var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{puzzle}.{word}.{number}"));
            if (BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(hash)) >= bits) return number.ToString();
        }
    }

    private static string Value(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value);

    private static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    [GeneratedRegex("--word:\"(?<word>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("data-difficulty=\"(?<bits>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Difficulty();

    [GeneratedRegex("script-src 'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();

    private sealed record Form(string Policy, string Puzzle, string Answer, string Target);
}
