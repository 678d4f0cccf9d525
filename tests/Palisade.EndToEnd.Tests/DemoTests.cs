using System.Text.RegularExpressions;
using Palisade.EndToEnd.Tests.Processes;

namespace Palisade.EndToEnd.Tests;

/// <summary>The promise of the first minute: the demo falls to a tool that anybody can get, and stands behind the gateway.</summary>
public sealed partial class DemoTests
{
    // sqlmap's own name would be refused at once, and nothing be tried.
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [FactNeeds("sqlmap")]
    public async Task Sqlmap_empties_the_shop_and_gets_nothing_through_the_gateway()
    {
        await using var demo = await Gateway.StartAsync();

        var direct = await SqlmapAsync(demo.Shop!, "/search?q=x", "--technique=U");
        Assert.Contains("admin@opengate.example", direct.Said, StringComparison.Ordinal);
        Assert.Contains("open-sesame-1912", direct.Said, StringComparison.Ordinal);
        Assert.NotEmpty(direct.Dumps);

        GotNothing(await SqlmapAsync(demo.Url, "/search?q=x", "--technique=BEUS"));
    }

    [TheoryNeeds("sqlmap")]
    [InlineData("/search?q=x", "--technique=BU --tamper=space2comment,randomcase")]
    [InlineData("/search?q=x", "--technique=U --tamper=charencode --union-cols=5")]
    [InlineData("/product?id=1", "--technique=BEUS")]
    [InlineData("/login", "--data email=a@b.example&password=x --technique=BU --ignore-code=401")]
    public async Task Other_ways_in_and_disguises_get_nothing_either(string page, string options)
    {
        await using var demo = await Gateway.StartAsync();

        GotNothing(await SqlmapAsync(demo.Url, page, options.Split(' ')));
    }

    [Fact]
    public async Task The_tour_shows_the_theft_and_the_block()
    {
        await using var demo = await Gateway.StartAsync();
        await Wait.UntilAsync(() => demo.Output.Contains("Ctrl-C", StringComparison.Ordinal), () => demo.Output);

        Assert.Contains("admin@opengate.example open-sesame-1912", demo.Output, StringComparison.Ordinal);
        Assert.Contains("blocked: 403", demo.Output, StringComparison.Ordinal);
        Assert.Equal(0, await demo.StopAsync());
    }

    private static void GotNothing((string Said, string[] Dumps) attempt)
    {
        Assert.DoesNotContain("@opengate.example", attempt.Said, StringComparison.Ordinal);
        Assert.DoesNotMatch(Injectable(), attempt.Said);
        // It came to the end of what it tries.
        Assert.Contains("do not appear to be injectable", attempt.Said, StringComparison.Ordinal);
        Assert.Empty(attempt.Dumps);
    }

    private static async Task<(string Said, string[] Dumps)> SqlmapAsync(Uri site, string page, params string[] options)
    {
        using var folder = new ScratchFolder();
        var ended = await Command.RunAsync("sqlmap",
        [
            "-u", new Uri(site, page).AbsoluteUri, "--batch", "--flush-session", .. options, "--dbms=sqlite", "--dump", "-T", "users",
            "--user-agent", Browser, "--output-dir", folder.Path, "--disable-coloring", "--timeout=10", "--retries=0",
        ]);
        return (ended.ToString(), [.. Directory.GetFiles(folder.Path, "*.csv", SearchOption.AllDirectories).Where(f => f.Contains("/dump/", StringComparison.Ordinal))]);
    }

    // How sqlmap announces what it found: "GET parameter 'q' is ... injectable", or the list of points at the end.
    [GeneratedRegex("parameter '[^']*' (is|appears to be) .*(injectable|vulnerable)|identified the following injection point", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Injectable();
}
