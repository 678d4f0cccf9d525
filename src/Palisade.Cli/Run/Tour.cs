using System.Text.RegularExpressions;
using Palisade.Cli.EventLog;
using Palisade.Cli.Terminal;
using Palisade.Configuration;

namespace Palisade.Cli.Run;

/// <summary>Two requests that show what the gateway is for, sent for real: the commands, and what came back.</summary>
/// <param name="shop">The shop's address.</param>
/// <param name="front">The gateway's.</param>
internal sealed partial class Tour(Screen screen, Uri shop, Uri front, GatewayConfig config)
{
    // Closes the text the shop pastes it into, and asks for the customers in the place of products.
    private const string Attack = "/search?q=zzz%27%20UNION%20SELECT%20id,email,password,card_number,%27%27%20FROM%20users--%20";

    private TextWriter Out => screen.Output;

    /// <summary>Takes the tour once.</summary>
    public async Task TakeAsync(CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        Step("1", "Steal the customers' passwords from the shop:");
        Command($"curl -s '{new Uri(shop, Attack).AbsoluteUri}'");
        Result(Ink.Red, await StealAsync(client, stop));
        Step("2", "The same through Palisade:");
        Command($"curl -s{(front.Scheme is "https" ? "k" : "")} -H 'Accept: application/json' '{new Uri(front, Attack).AbsoluteUri}'");
        var (line, supportId) = await KnockAsync(client, stop);
        Result(Ink.Green, line);
        Step("3", "Why? What happened, and which rule decided:");
        if (config.Events is { } events) Command($"{ThisProgram.Name} events show {supportId ?? "SUPPORT_ID"}{(events == DefaultEvents.File ? "" : $" {events}")}");
        Command($"{ThisProgram.Name} explain --url '{Attack}'{(config.Rules is { } rules ? $" --rules {rules}" : "")}");
        Step("4", "Open both in a browser, or let a tool try:");
        Command($"sqlmap -u '{new Uri(front, "/search?q=x").AbsoluteUri}' --batch --dump -T users");
        await Out.WriteLineAsync();
        await Out.WriteLineAsync(screen.Paint(Ink.Dim, config.Events is null ? "Ctrl-C ends everything." : "What happens is shown below. Ctrl-C ends everything."));
    }

    private async Task<string> StealAsync(HttpClient client, CancellationToken stop)
    {
        var page = await client.GetStringAsync(new Uri(shop, Attack), stop);
        var stolen = Stolen().Matches(page).Select(m => $"{m.Groups["email"].Value} {m.Groups["password"].Value}").ToList();
        return stolen.Count is 0 ? "nothing came back" : $"{stolen.Count} customers, among them: {stolen[0]}";
    }

    private async Task<(string Line, string? SupportId)> KnockAsync(HttpClient client, CancellationToken stop)
    {
        // A certificate made for trying things out is not one that we would believe.
        if (front.Scheme is "https") return ("send it to see", null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(front, Attack));
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var answer = await client.SendAsync(request, stop);
            var id = SupportId().Match(await answer.Content.ReadAsStringAsync(stop)) is { Success: true } found ? found.Groups["id"].Value : null;
            var what = answer.IsSuccessStatusCode ? "let through" : "blocked";
            return ($"{what}: {(int)answer.StatusCode} {answer.ReasonPhrase}{(id is null ? "" : $", support id {id}")}", id);
        }
        catch (HttpRequestException e)
        {
            return ($"blocked: {e.Message}", null); // a rule may also close the connection without a word
        }
    }

    private void Step(string number, string text)
    {
        Out.WriteLine();
        Out.WriteLine($"{screen.Paint(Ink.Bold, number)}  {text}");
    }

    private void Command(string text) => Out.WriteLine($"     {text}");

    private void Result(Ink ink, string text) => Out.WriteLine($"     {screen.Paint(ink, "→ " + text)}");

    [GeneratedRegex("<h3>(?<email>[^<]+@[^<]+)</h3><p>(?<password>[^<]+)</p>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stolen();

    [GeneratedRegex("\"support_id\":\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SupportId();
}
