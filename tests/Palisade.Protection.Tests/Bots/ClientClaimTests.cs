using System.Text;
using Palisade.Engine.Http;
using Palisade.Protection.Bots;

namespace Palisade.Protection.Tests.Bots;

public sealed class ClientClaimTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string Edge = Chrome + " Edg/131.0.0.0";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
    private const string Safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15";
    private const string Iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1";
    private const string Brands = "\"Google Chrome\";v=\"131\", \"Chromium\";v=\"131\", \"Not_A Brand\";v=\"24\"";

    private static readonly string[] Usual = ["Accept: text/html,*/*;q=0.8", "Accept-Language: en", "Accept-Encoding: gzip"];
    private static readonly string[] Fetch = ["Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];

    public static TheoryData<string, string[], bool> Browsers => new()
    {
        { Chrome, [.. Usual], false },
        { Chrome, [.. Usual, .. Fetch, $"Sec-CH-UA: {Brands}", "Sec-CH-UA-Platform: \"Windows\""], true },
        { Edge, [.. Usual, .. Fetch, "sec-ch-ua: \"Microsoft Edge\";v=\"131\", \"Chromium\";v=\"131\"", "sec-ch-ua-platform: \"Windows\""], true },
        { Firefox, [.. Usual], false },
        { Firefox, [.. Usual, .. Fetch], true },
        { Safari, [.. Usual, .. Fetch], true },
        { Iphone, [.. Usual, .. Fetch], true },
        // A script's request, an image, an old telephone's WebView, an application that says its name.
        { Chrome, ["Accept: */*", "Accept-Language: de", "Accept-Encoding: gzip, br", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", $"Sec-CH-UA: {Brands}"], true },
        { "Mozilla/5.0 (Linux; Android 9; SM-G960F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36", [.. Usual, .. Fetch], true },
        { "OurShop-iOS/4.2 (build 17)", [], true },
        { "Mozilla/5.0", [], true },
        { "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)", ["Accept: */*"], false },
    };

    [Theory, MemberData(nameof(Browsers))]
    public void A_browser_and_a_program_that_pretends_nothing_are_ordinary(string agent, string[] headers, bool secure) =>
        Assert.Equal(BotFinding.Nothing, Of(agent, secure, headers).Finding);

    [Theory]
    [InlineData(Chrome, false, "Accept-Language", "Accept-Encoding: gzip", "Accept: */*")]
    [InlineData(Chrome, false, "Accept,", "Accept-Encoding: gzip", "Accept-Language: en")]
    [InlineData(Firefox, false, "Accept-Encoding", "Accept: */*", "Accept-Language: en")]
    [InlineData(Chrome, true, "Sec-Fetch", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip")]
    [InlineData(Safari, true, "Sec-Fetch", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip")]
    [InlineData(Chrome, true, "no Sec-CH-UA", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Sec-Fetch-Mode: cors")]
    [InlineData(Firefox, false, "only browsers made of Chromium", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Sec-CH-UA: \"Chromium\";v=\"131\"")]
    [InlineData(Chrome, false, "another version", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Sec-CH-UA: \"Chromium\";v=\"99\"")]
    [InlineData(Chrome, false, "another system", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Sec-CH-UA: \"Chromium\";v=\"131\"", "Sec-CH-UA-Platform: \"Linux\"")]
    [InlineData(Chrome, false, "text/html", "Accept: */*", "Accept-Language: en", "Accept-Encoding: gzip", "Sec-Fetch-Mode: navigate")]
    [InlineData("", true, "no User-Agent", "Accept: */*")]
    public void Headers_that_do_not_go_together_are_suspicious(string agent, bool secure, string reason, params string[] headers)
    {
        var finding = Of(agent, secure, headers).Finding;

        Assert.Equal(BotClass.Suspicious, finding.Class);
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl/8.5.0", "curl", BotClass.Suspicious)]
    [InlineData("python-requests/2.32.3", "Python requests", BotClass.Suspicious)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36", "Headless Chrome", BotClass.Suspicious)]
    [InlineData("sqlmap/1.8.4#stable (https://sqlmap.org)", "sqlmap", BotClass.Malicious)]
    [InlineData("Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)", "Nikto", BotClass.Malicious)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; sqlmap)", "sqlmap", BotClass.Malicious)]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Facebook external hit", BotClass.None)]
    [InlineData("Mozilla/5.0 (compatible; UptimeRobot/2.0; HeadlessChrome)", "UptimeRobot", BotClass.None)]
    public void A_name_says_what_it_is(string agent, string name, BotClass expected)
    {
        var finding = Of(agent, false, []).Finding;

        Assert.Equal((name, expected), (finding.Name, finding.Class));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "Bingbot")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/131.0.0.0 Safari/537.36", "Googlebot")]
    public void A_claim_to_be_good_counts_for_nothing_unproved(string agent, string name)
    {
        var claim = Of(agent, true, []);

        Assert.Equal((name, true), (claim.Claim?.Bot.Name, claim.Claim?.NeedsProof));
        Assert.Equal((BotClass.None, BotProof.Unknown), (claim.Finding.Class, claim.Finding.Proof));
    }

    [Theory]
    [InlineData("MySqlmapper/1.0")]
    [InlineData("scurl/1")]
    [InlineData("my curl/7 clone")]
    [InlineData("Niktoria/2")]
    public void A_token_counts_as_a_whole_word_and_where_it_belongs(string agent) => Assert.Null(Of(agent, false, []).Claim);

    [Fact]
    public void A_header_of_a_scanner_gives_it_away() =>
        Assert.Equal("Acunetix", Of(Chrome, false, [.. Usual, "acunetix-product: WVS/12.0"]).Finding.Name);

    [Fact]
    public void Random_bytes_and_cuts_and_long_repetitions_are_judged()
    {
        var random = new Random(7);
        var bytes = new byte[600];
        for (var i = 0; i < 500; i++)
        {
            random.NextBytes(bytes);
            Assert.NotNull(ClientClaim.Of(BotDefense.BuiltIn, [new("User-Agent"u8.ToArray(), bytes.AsMemory(0, i)), new(bytes.AsMemory(0, i % 30), bytes)], true).Finding);
        }

        for (var cut = 0; cut <= Chrome.Length; cut++) Assert.NotNull(Of(Chrome[..cut], true, Usual).Finding);
        Assert.NotNull(Of(string.Concat(Enumerable.Repeat("sqlma", 6000)), true, []).Finding);
        Assert.NotNull(Of("Mozilla/5.0 (" + string.Concat(Enumerable.Repeat("Chrome/9999999999999.", 1500)), true, ["Sec-CH-UA: " + string.Concat(Enumerable.Repeat(";v=\"", 5000))]).Finding);
    }

    [Fact]
    public void Judging_a_browser_allocates_nothing()
    {
        var headers = Lines(Chrome, [.. Usual, .. Fetch, $"Sec-CH-UA: {Brands}", "Cookie: a=b"]);
        var catalog = BotDefense.BuiltIn;

        Assert.Equal(0, Allocation.Of(() => ClientClaim.Of(catalog, headers, true), 100));
    }

    private static ClientClaim Of(string agent, bool secure, string[] headers) => ClientClaim.Of(BotDefense.BuiltIn, Lines(agent, headers), secure);

    private static List<HeaderLine> Lines(string agent, string[] headers)
    {
        List<HeaderLine> lines = agent.Length > 0 ? [new("User-Agent"u8.ToArray(), Encoding.Latin1.GetBytes(agent))] : [];
        foreach (var header in headers)
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            lines.Add(new(Encoding.Latin1.GetBytes(header[..colon]), Encoding.Latin1.GetBytes(header[(colon + 2)..])));
        }

        return lines;
    }
}
