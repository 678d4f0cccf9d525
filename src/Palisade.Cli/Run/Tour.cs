using System.Text.RegularExpressions;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Run;

/// <summary>Two requests that show what the gateway is for, sent for real: the commands, and what came back.</summary>
internal sealed partial class Tour(Screen screen, Uri shop, Uri front, bool hasEvents)
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
        Command($"curl -s -H 'Accept: application/json' '{new Uri(front, Attack).AbsoluteUri}'");
        var (line, supportId) = await KnockAsync(client, stop);
        Result(Ink.Green, line);
        Step("3", "Why? What happened, and which rule decided:");
        if (hasEvents) Command($"{ThisProgram.Name} events show {supportId ?? "SUPPORT_ID"}");
        Command($"{ThisProgram.Name} explain --url '{Attack}'");
        Step("4", "Open both in a browser, or let a tool try:");
        Command($"sqlmap -u '{new Uri(front, "/search?q=x").AbsoluteUri}' --batch --dump -T users");
        await Out.WriteLineAsync();
        await Out.WriteLineAsync(screen.Paint(Ink.Dim, "Ctrl-C ends everything."));
    }

    private async Task<string> StealAsync(HttpClient client, CancellationToken stop)
    {
        var page = await client.GetStringAsync(new Uri(shop, Attack), stop);
        var stolen = Stolen().Matches(page).Select(m => $"{m.Groups["email"].Value} {m.Groups["password"].Value}").ToList();
        return stolen.Count is 0 ? "nothing came back" : $"{stolen.Count} customers, among them: {stolen[0]}";
    }

    private async Task<(string Line, string? SupportId)> KnockAsync(HttpClient client, CancellationToken stop)
    {
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
