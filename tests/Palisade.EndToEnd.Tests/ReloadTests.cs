using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>Rules are replaced under load without a request noticing, and bad ones are not put in force.</summary>
public sealed class ReloadTests
{
    private const int Reloads = 100;

    [Fact]
    public async Task A_hundred_reloads_under_load_fail_no_request_and_the_last_set_is_in_force()
    {
        using var folder = new ScratchFolder();
        folder.Write("rules.conf", Rule("word0"));
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--rules", folder.Path);
        using var client = new HttpClient { BaseAddress = gateway.Url, Timeout = TimeSpan.FromSeconds(20) };
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => AskOnAndOnAsync(client, stop.Token)).ToList();

        for (var i = 1; i <= Reloads; i++)
        {
            folder.Write("rules.conf", Rule(string.Create(CultureInfo.InvariantCulture, $"word{i}")));
            gateway.Hangup();
            await Wait.UntilAsync(() => Count(gateway.Error, "rules loaded again") >= i, () => $"reload {i} was never told:\n{gateway.Error}");
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(load);
        Assert.All(counts, c => Assert.InRange(c, 1, int.MaxValue));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "word100"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "word99"));
    }

    [Fact]
    public async Task A_changed_file_is_read_again_without_being_asked()
    {
        using var folder = new ScratchFolder();
        folder.Write("rules.conf", Rule("before"));
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--rules", folder.Path);
        using var client = new HttpClient { BaseAddress = gateway.Url };
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "before"));

        folder.Write("rules.conf", Rule("afterwards"));
        await gateway.SaysAsync("rules loaded again");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "before"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "afterwards"));
    }

    [Fact]
    public async Task A_bad_file_leaves_the_old_rules_in_force_and_is_told_with_file_and_line()
    {
        using var folder = new ScratchFolder();
        folder.Write("rules.conf", Rule("before"));
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--rules", folder.Path);
        using var client = new HttpClient { BaseAddress = gateway.Url };

        folder.Write("rules.conf", "# broken on the second line\nSecRule ARGS \"@rx (\" \"id:1,phase:1,deny\"\n");
        gateway.Hangup();
        await gateway.SaysAsync("the old ones stay in force");
        await gateway.SaysAsync("rules.conf(2,");

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "before"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "other"));
    }

    private static string Rule(string word) => $"SecRuleEngine On\nSecRule ARGS:q \"@streq {word}\" \"id:1,phase:1,deny,status:403\"\n";

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string word)
    {
        using var answer = await client.GetAsync(new Uri($"/?q={word}", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<int> AskOnAndOnAsync(HttpClient client, CancellationToken stop)
    {
        var asked = 0;
        for (; !stop.IsCancellationRequested; asked++) Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "harmless"));
        return asked;
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
