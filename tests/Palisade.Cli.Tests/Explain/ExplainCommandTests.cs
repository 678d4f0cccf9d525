using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Explain;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Rules =
        """
        SecRule REQUEST_HEADERS:X-Bad "@streq yes" "id:10,phase:1,pass,log,severity:WARNING,msg:'A bad header'"
        SecRule ARGS "@contains attack" "id:20,phase:2,deny,status:418,t:none,t:lowercase,severity:CRITICAL,msg:'An attack on %{MATCHED_VAR_NAME}'"
        SecRule RESPONSE_BODY "@contains secret" "id:30,phase:4,deny,status:502,msg:'A leak'"
        SecAction "id:40,phase:1,pass,nolog"
        """;

    private readonly TemporaryFolder _folder = new();

    public ExplainCommandTests() => _folder.Write("rules/x.conf", Rules);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_shows_phase_by_phase_what_matched_what_was_seen_and_the_decision()
    {
        var run = await ExplainAsync("--url", "/?q=An%20ATTACK!", "-H", "X-Bad: yes");

        Assert.Equal(ExitCode.Done, run.Code);
        AssertInOrder(run.Output,
            "GET /?q=An%20ATTACK! HTTP/1.1",
            "phase 1", "1 rule matched", "10", "warning", "A bad header", "x.conf:1", "REQUEST_HEADERS:X-Bad = yes",
            "phase 2", "20", "critical", "An attack on ARGS:q", "ARGS:q = An ATTACK!", "seen as an attack!",
            "decision  blocked with 418 by rule 20 in phase 2");
    }

    [Fact]
    public async Task A_request_that_nothing_matches_passes()
    {
        var run = await ExplainAsync("--url", "/?q=hello");

        Assert.Contains("decision  passes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_ran_into_its_limit_is_named_and_decides()
    {
        _folder.Write("rules/x.conf", """SecRule ARGS "@rx ^(?:(\w)|\w\w)+\1!$" "id:50,phase:1,deny" """);

        var run = await ExplainAsync("--url", $"/?q={new string('a', 60)}!x");

        AssertInOrder(run.Output, "engine: rule 50: ", "decision  blocked with 403 because a pattern of rule 50 ran into its limit");
    }

    [Fact]
    public async Task Silent_rules_are_shown_when_asked()
    {
        Assert.DoesNotContain("40", (await ExplainAsync("--url", "/")).Output, StringComparison.Ordinal);
        Assert.Contains("40", (await ExplainAsync("--url", "/", "--all")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_request_is_read_with_its_body_and_the_response_runs_the_later_phases()
    {
        var request = _folder.Write("request.http", "POST /x HTTP/1.1\nHost: a\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 3\n\na=b\n");
        var response = _folder.Write("response.http", "HTTP/1.1 200 OK\nContent-Type: text/html\n\nthe secret");

        var run = await ExplainAsync(request, "--response", response);

        AssertInOrder(run.Output, "POST /x", "phase 2", "phase 3", "phase 4", "A leak", "decision  blocked with 502 by rule 30 in phase 4");
    }

    [Fact]
    public async Task JSON_says_the_same()
    {
        var run = await ExplainAsync("--url", "/?q=An%20ATTACK!", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var rule = json.RootElement.GetProperty("phases")[1].GetProperty("rules")[0];
        Assert.Equal(20, rule.GetProperty("id").GetInt64());
        Assert.Equal("an attack!", rule.GetProperty("values")[0].GetProperty("transformed").GetString());
        Assert.Equal(418, json.RootElement.GetProperty("decision").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_built_in_signatures_explain_an_attack()
    {
        var run = await Invocation.RunAsync("explain", "--url", "/search?q=x' UNION SELECT password FROM users--");

        Assert.Matches(@"decision  blocked with 403 by rule \d+ in phase 2", run.Output);
    }

    [Theory]
    [InlineData("there is no file 'no-such-file'", "no-such-file")]
    [InlineData("there is no file 'no-such-file'", "--url", "/", "-d", "@no-such-file")]
    [InlineData("there is no file 'no-such-file'", "--url", "/", "--response", "no-such-file")]
    [InlineData("-X, -H and -d need --url", "-X", "PUT")]
    [InlineData("--client: 'me' is not an IP address", "--url", "/", "--client", "me")]
    [InlineData("--paranoia: it is 1 to 4", "--url", "/", "--paranoia", "7")]
    [InlineData("either a file (a) or --url, not both", "a", "--url", "/")]
    public async Task What_is_wrong_is_one_line(string expected, params string[] args)
    {
        var run = await ExplainAsync(args);

        Assert.Equal((ExitCode.Configuration, $"palisade: {expected}\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_file_that_holds_no_request_is_said()
    {
        var empty = _folder.Write("empty.http", "\n\n");
        var wrong = _folder.Write("wrong.http", "hello\n\n");

        Assert.Contains("holds no request", (await ExplainAsync(empty)).Error, StringComparison.Ordinal);
        Assert.Contains("'hello' is no request line", (await ExplainAsync(wrong)).Error, StringComparison.Ordinal);
    }

    private Task<Invocation> ExplainAsync(params string[] args) =>
        Invocation.RunAsync(["explain", "--rules", Path.Combine(_folder.FullName, "rules"), .. args]);

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing behind character {at} of:\n{text}");
            at = found + part.Length;
        }
    }
}
