using System.Net;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>A real browser passes the challenge and then browses; curl does not, nor does a cookie that is not its own.</summary>
public sealed class BrowserChallengeTests
{
    private const string Policy = """
        kind: site
        metadata: {name: shop}
        spec: {bot_defense: bots}
        ---
        kind: bot_defense
        metadata: {name: bots}
        spec:
          under_attack: true
          challenge: {key_file: keys/challenge.keys, brand: {name: Ober & Co}}
        """;

    [FactNeeds("chromium", "chromedriver", "curl")]
    public async Task Chromium_passes_and_browses_and_curl_does_not()
    {
        await using var origin = await Origin.StartAsync(AnswerAsync);
        using var scratch = new ScratchFolder();
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--policy", scratch.Write("policy.yaml", Policy), "--events", Path.Combine(scratch.Path, "events.jsonl"));
        await using var browser = await Browser.StartAsync();

        await browser.OpenAsync(new Uri(gateway.Url, "/first?q=a%20b#part"));
        await browser.SeesAsync("This is /first");
        Assert.Equal($"{gateway.Url}first?q=a%20b#part", await browser.AskAsync("location.href"));
        await browser.OpenAsync(new Uri(gateway.Url, "/second"));
        Assert.Equal("This is /second", await browser.AskAsync("document.body.innerText"));
        // A script's request carries the cookie, and no page can read it.
        Assert.Equal("200", await browser.AwaitAsync("fetch('/third').then(r => r.status)"));
        Assert.Equal("", await browser.AskAsync("document.cookie"));

        Assert.Equal("403", await CurlAsync(gateway.Url, "curl/8"));
        Assert.Equal("403", await CurlAsync(gateway.Url, await browser.AskAsync("navigator.userAgent"), "-H", "Accept: text/html"));
        Assert.Equal("403", await CurlAsync(gateway.Url, await browser.AskAsync("navigator.userAgent"), "-b", "palisade_pass=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        Assert.True(File.Exists(Path.Combine(scratch.Path, "keys/challenge.keys")));
    }

    // All at one moment: by luck the puzzle is solved at once, however hard it is, and the page is another one.
    private const string Seen = """
        (() => {
            const bar = document.getElementById('bar');
            if (!bar) return document.title === 'shop' ? 'solved' : '';
            return bar.value > 0 ? JSON.stringify({
                title: document.title,
                loaded: performance.getEntriesByType('resource').filter(r => !r.name.endsWith('/favicon.ico')).length,
                live: document.querySelector('[role=status]').ariaLive,
                ground: getComputedStyle(document.body).backgroundColor,
            }) : '';
        })()
        """;

    [TheoryNeeds("chromium", "chromedriver")]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_is_seen_while_it_works_and_works_without_help(string scheme)
    {
        await using var origin = await Origin.StartAsync(AnswerAsync);
        using var scratch = new ScratchFolder();
        // So hard that it is not done while somebody looks.
        var policy = Policy.Replace("challenge: {", "challenge: {difficulty: 24, suspicious_difficulty: 24, ", StringComparison.Ordinal);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--policy", scratch.Write("policy.yaml", policy), "--events", "off");
        await using var browser = await Browser.StartAsync(scheme is "dark" ? ["--blink-settings=preferredColorScheme=0"] : ["--blink-settings=preferredColorScheme=1"]);

        await browser.OpenAsync(gateway.Url);
        var page = "";
        await Wait.UntilAsync(
            () =>
            {
                page = browser.AskAsync(Seen).GetAwaiter().GetResult();
                if (page is "solved") browser.StartOverAsync(gateway.Url).GetAwaiter().GetResult();
                return page.StartsWith('{');
            },
            () => $"the bar never moved; at last: {page}");

        var ground = scheme is "dark" ? "rgb(14, 19, 25)" : "rgb(243, 245, 249)";
        Assert.Equal($$"""{"title":"Checking your browser","loaded":0,"live":"polite","ground":"{{ground}}"}""", page);
        if (Environment.GetEnvironmentVariable("PALISADE_PICTURES") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"challenge-{scheme}.png"), await browser.PictureAsync());
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync($"<!doctype html><title>shop</title><p>This is {WebUtility.HtmlEncode(http.Request.Path)}");
    }

    private static async Task<string> CurlAsync(Uri url, string agent, params string[] more)
    {
        var done = await Command.RunAsync("curl", ["--silent", "--max-time", "20", "--output", "/dev/null", "--write-out", "%{http_code}", "--location", "-A", agent, .. more, url.ToString()]);
        return done.Text;
    }
}
