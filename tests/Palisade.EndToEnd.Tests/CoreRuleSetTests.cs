using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests;

/// <summary>What the Core Rule Set costs. Times are printed, and <c>bench/start</c> judges them: a busy machine takes ten times as long.</summary>
public sealed partial class CoreRuleSetTests(ITestOutputHelper output)
{
    private const long MiB = 1024 * 1024;

    [FactNeeds(Needs.CoreRuleSet)]
    public async Task Memory_stays_small_under_load()
    {
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("<p>hello</p>"));
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url, "--rules", Places.CoreRuleSet!);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 8 }) { BaseAddress = gateway.Url };

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, 0));
        output.WriteLine($"first request served {gateway.Age.Elapsed.TotalSeconds:0.00} s after the start, with {gateway.ProcessorTime.TotalSeconds:0.00} s of processor time");

        var statuses = await LoadAsync(client, 2000);
        output.WriteLine($"resident after 2,000 requests: {gateway.Resident / MiB} MiB, at most {gateway.MostResident / MiB} MiB");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], statuses.Distinct().Order());
        Assert.InRange(gateway.MostResident, 0, 350 * MiB);
    }

    [FactNeeds(Needs.CoreRuleSet)]
    public async Task Its_check_finds_no_fault_and_says_how_long_it_took()
    {
        var check = await Command.PalisadeAsync("rules", "check", Places.CoreRuleSet!);

        Assert.True(check.ExitCode is 0, check.ToString());
        var took = double.Parse(Took().Match(check.Text).Groups["seconds"].Value, CultureInfo.InvariantCulture);
        output.WriteLine($"rules check: {took} s; {check.Text.TrimEnd().Split('\n')[^1]}");
        Assert.Contains("0 errors", check.Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> LoadAsync(HttpClient client, int requests)
    {
        var (next, statuses) = (0, new HttpStatusCode[requests]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i <= requests) statuses[i - 1] = await SendAsync(client, i);
        }));
        return statuses;
    }

    // Searches, forms, JSON, a text of 20 KB, and one attack in ten.
    private static async Task<HttpStatusCode> SendAsync(HttpClient client, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/search?q=shoes&page={number}", UriKind.Relative));
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0");
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Host = "shop.example";
        if (number % 10 is 9) request.RequestUri = new Uri("/search?q=1'%20UNION%20SELECT%20password%20FROM%20users--", UriKind.Relative);
        if (Body(number) is { } body) (request.Method, request.RequestUri, request.Content) = (HttpMethod.Post, new Uri("/review", UriKind.Relative), body);
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private static HttpContent? Body(int number) => (number % 10) switch
    {
        2 => new FormUrlEncodedContent([new("product", "7"), new("author", "Ada"), new("text", "They fit well and look good")]),
        4 => new StringContent("""{"product":7,"tags":["light","red"],"text":"They fit well"}""", System.Text.Encoding.UTF8, "application/json"),
        6 => new FormUrlEncodedContent([new("text", string.Concat(Enumerable.Repeat("They fit well and look good. ", 700)))]),
        _ => null,
    };

    [GeneratedRegex("in (?<seconds>[0-9.]+) s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Took();
}
