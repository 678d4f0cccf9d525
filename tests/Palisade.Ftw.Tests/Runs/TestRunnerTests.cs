using System.Text;
using Palisade.Ftw.Findings;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Patterns;
using Palisade.Ftw.Runs;
using Palisade.Ftw.Transport;
using static Palisade.Ftw.Tests.TestText;

namespace Palisade.Ftw.Tests.Runs;

/// <summary>Whole runs against a server that finds what it is told to: what is wrongly expected must fail.</summary>
public sealed class TestRunnerTests : IAsyncDisposable
{
    private readonly FakeWaf _waf = new();

    public ValueTask DisposeAsync() => _waf.DisposeAsync();

    [Theory]
    [InlineData("{uri: '/?rule=1'}", "{log: {expect_ids: [1]}}", Outcome.Passed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {expect_ids: [2]}}", Outcome.Failed)]
    [InlineData("{uri: '/'}", "{log: {expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {no_expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {no_expect_ids: [2]}}", Outcome.Passed)]
    [InlineData("{uri: '/?rule=1&rule=2'}", "{log: {expect_ids: [1]}, isolated: true}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {expect_ids: [1]}, isolated: true}", Outcome.Passed)]
    [InlineData("{uri: '/?status=403'}", "{status: 403}", Outcome.Passed)]
    [InlineData("{uri: '/?status=200'}", "{status: 403}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1&status=200'}", "{status: 403, log: {expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/?drop'}", "{expect_error: true}", Outcome.Passed)]
    [InlineData("{uri: '/'}", "{expect_error: true}", Outcome.Failed)]
    [InlineData("{uri: '/?drop&rule=1'}", "{log: {expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {match_regex: 'id \"1\".*CRITICAL'}}", Outcome.Passed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {match_regex: 'id \"2\"'}}", Outcome.Failed)]
    [InlineData("{uri: '/?rule=1'}", "{log: {no_match_regex: '\\[id \"\\d+\"\\]'}}", Outcome.Failed)]
    [InlineData("{uri: '/'}", "{log: {no_match_regex: '\\[id \"\\d+\"\\]'}}", Outcome.Passed)]
    [InlineData("{uri: '/', data: '{{ nope }}'}", "{log: {no_expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/', encoded_request: '*'}", "{log: {no_expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/', port: x}", "{log: {no_expect_ids: [1]}}", Outcome.Failed)]
    [InlineData("{uri: '/', follow_redirect: true}", "{log: {no_expect_ids: [1]}}", Outcome.Failed)]
    public async Task A_test_passes_exactly_when_its_expectation_holds(string input, string output, Outcome outcome)
    {
        var report = await RunAsync(OneStage(input, output));
        Assert.Equal(outcome, Assert.Single(report.Results).Outcome);
        Assert.Equal(outcome == Outcome.Passed, report.Results[0].Failures.Count == 0);
    }

    [Fact]
    public async Task A_failure_says_what_was_sent_expected_and_seen()
    {
        var report = await RunAsync(OneStage("{method: PUT, uri: '/x?rule=7&status=404'}", "{status: 403, log: {expect_ids: [8]}}"));
        var failure = Assert.Single(report.Results[0].Failures);
        Assert.Equal((1, 404, "PUT /x?rule=7&status=404 HTTP/1.1"), (failure.Stage, failure.Status, failure.RequestLine));
        Assert.Equal([7L], failure.RuleIds);
        Assert.Equal(["expected status 403, got 404", "expected rules 8: 8 did not match"], failure.Reasons);
        Assert.Equal(5, failure.At.Line);
    }

    [Fact]
    public async Task Every_stage_must_hold()
    {
        var file = Read(
            """
            rule_id: 1
            tests:
              - stages:
                - {input: {uri: '/?rule=1'}, output: {log: {expect_ids: [1]}}}
                - {input: {uri: '/'}, output: {log: {expect_ids: [1]}}}
                - {input: {uri: '/?rule=1'}, output: {log: {expect_ids: [1]}}}
            """);
        var result = Assert.Single((await RunAsync(file)).Results);
        Assert.Equal(Outcome.Failed, result.Outcome);
        Assert.Equal(2, Assert.Single(result.Failures).Stage);
    }

    [Theory]
    [InlineData("{status: 200, retry_once: true}", Outcome.Passed, 2)]
    [InlineData("{status: 200}", Outcome.Failed, 1)]
    public async Task A_stage_is_sent_once_more_only_where_it_asks_for_that(string output, Outcome outcome, int requests)
    {
        _waf.Once.Enqueue(("GET", "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n"));
        Assert.Equal(outcome, Assert.Single((await RunAsync(OneStage("{}", output))).Results).Outcome);
        Assert.Equal(requests, _waf.Requests.Count);
    }

    [Fact]
    public async Task A_stage_that_fails_twice_fails() =>
        Assert.Equal(Outcome.Failed, Assert.Single((await RunAsync(OneStage("{uri: '/?status=500'}", "{status: 200, retry_once: true}"))).Results).Outcome);

    [Fact]
    public async Task Cookies_are_saved_for_the_later_stages_of_the_same_test_only()
    {
        _waf.Once.Enqueue(("/login", "HTTP/1.1 200 X\r\nSet-Cookie: s=1; Path=/\r\nContent-Length: 0\r\n\r\n"));
        var file = Read(
            """
            rule_id: 1
            tests:
              - stages:
                - {input: {uri: /login, save_cookie: true}, output: {status: 200}}
                - {input: {uri: /a}, output: {status: 200}}
              - stages:
                - {input: {uri: /b}, output: {status: 200}}
            """);
        await RunAsync(file);
        Assert.Contains("Cookie: s=1\r\n", _waf.Requests.Single(r => r.Contains("/a ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", _waf.Requests.Single(r => r.Contains("/b ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/next?x=1", "GET /next?x=1 HTTP/1.1\r\nHost: localhost\r\n")]
    [InlineData("next", "GET /dir/next HTTP/1.1\r\nHost: localhost\r\n")]
    [InlineData("http://other:81/z", "GET /z HTTP/1.1\r\nHost: other:81\r\n")]
    public async Task A_redirect_is_followed_to_its_target(string location, string request)
    {
        _waf.Once.Enqueue(("/dir/first", $"HTTP/1.1 302 X\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"));
        var file = Read(
            """
            rule_id: 1
            tests:
              - stages:
                - {input: {uri: /dir/first}, output: {status: 302}}
                - {input: {uri: /ignored, follow_redirect: true, headers: {host: me}}, output: {status: 200}}
            """);
        Assert.Equal(Outcome.Passed, Assert.Single((await RunAsync(file)).Results).Outcome);
        Assert.StartsWith(request, _waf.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_what_is_no_redirect_fails()
    {
        var file = Read(
            """
            rule_id: 1
            tests:
              - stages:
                - {input: {uri: /first}, output: {status: 200}}
                - {input: {follow_redirect: true}, output: {status: 200}}
            """);
        Assert.Equal(["follow_redirect: the status before was 200"], Assert.Single((await RunAsync(file)).Results).Failures[0].Reasons);
    }

    [Theory]
    [InlineData("930100-1", null, new[] { Outcome.Passed, Outcome.Skipped })]
    [InlineData(null, "-2$", new[] { Outcome.Passed, Outcome.Skipped })]
    [InlineData("-2", "930100", new[] { Outcome.Skipped, Outcome.Passed })]
    public async Task Filters_skip_what_they_leave_out(string? include, string? exclude, Outcome[] outcomes)
    {
        var file = Read(
            """
            rule_id: 930100
            tests:
              - stages: [{input: {}, output: {status: 200}}]
              - stages: [{input: {}, output: {status: 200}}]
            """);
        var report = await RunAsync(file, o => o with { Include = Pattern(include), Exclude = Pattern(exclude) });
        Assert.Equal(outcomes, report.Results.Select(r => r.Outcome));
        Assert.Equal("1 passed, 0 failed, 1 skipped", report.Summary);
    }

    [Fact]
    public async Task An_override_replaces_the_whole_output_of_the_stages_it_names()
    {
        var file = Read(
            """
            rule_id: 1
            tests:
              - test_id: 1
                stages:
                  - {input: {uri: '/?status=403'}, output: {status: 400, log: {expect_ids: [9]}}}
                  - {input: {uri: '/?status=403'}, output: {status: 400}}
              - test_id: 2
                stages: [{input: {uri: '/?status=403'}, output: {status: 400}}]
            """);
        const string overrides = "test_overrides: [{rule_id: 1, test_ids: [1], stage_ids: [0], reason: r, output: {status: 403}}, {rule_id: 1, test_ids: [2, 3], reason: r}, {rule_id: 5, reason: r}]";
        var report = await RunAsync(file, o => o with { Overrides = OverridesReader.Read("o", Encoding.UTF8.GetBytes(overrides)).Overrides });
        Assert.Equal([Outcome.Failed, Outcome.Passed], report.Results.Select(r => r.Outcome));
        Assert.Equal(2, Assert.Single(report.Results[0].Failures).Stage);
        Assert.All(report.Results, r => Assert.True(r.Overridden));
        Assert.Equal("the override names 1-3, which does not exist", Assert.Single(report.Warnings).Message);
    }

    [Theory]
    [InlineData("ignore", Outcome.Skipped)]
    [InlineData("forcepass", Outcome.Passed)]
    [InlineData("forcefail", Outcome.Failed)]
    public async Task A_forced_verdict_sends_nothing(string list, Outcome outcome)
    {
        var overrides = OverridesReader.Read("o", Encoding.UTF8.GetBytes($"testoverride: {{{list}: {{'^930100-1$': r}}}}")).Overrides;
        var report = await RunAsync(OneStage("{}", "{status: 200}"), o => o with { Overrides = overrides });
        Assert.Equal(outcome, Assert.Single(report.Results).Outcome);
        Assert.Empty(_waf.Requests);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_counts_as_a_failed_test()
    {
        var report = await RunAsync(Read("rule_id: 1\ntests: [{a: [}"));
        Assert.Equal("0 passed, 1 failed, 0 skipped", report.Summary);
        Assert.Equal("930100.yaml(2)", Assert.Single(report.FileFaults).At.ToString());
    }

    [Fact]
    public async Task Nothing_listening_fails_the_test_and_not_the_run()
    {
        await _waf.DisposeAsync();
        var report = await RunAsync(OneStage("{}", "{log: {no_expect_ids: [1]}}"));
        Assert.StartsWith("cannot connect to http://127.0.0.1:", Assert.Single(report.Results[0].Failures[0].Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_do_not_come_fail_the_stages_that_ask_for_them()
    {
        var source = new DirectFindings((_, _) => throw new TimeoutException("no event came"));
        var client = new RawClient(TimeProvider.System, new());
        var runner = new TestRunner(client, source, new() { Destination = _waf.Destination });
        var report = await runner.RunAsync([OneStage("{}", "{log: {no_expect_ids: [1]}}"), OneStage("{}", "{status: 200}")], _ => { }, default);
        Assert.Equal([Outcome.Failed, Outcome.Passed], report.Results.Select(r => r.Outcome));
        Assert.Equal(["what the WAF found is not known", "no event came"], report.Results[0].Failures[0].Reasons);
    }

    [Fact]
    public async Task Many_tests_at_once_each_see_their_own_findings()
    {
        var tests = string.Concat(Enumerable.Range(1, 200).Select(i =>
            $"  - stages: [{{input: {{uri: '/?rule={i}'}}, output: {{log: {{expect_ids: [{(i % 10 == 0 ? i + 1 : i)}]}}, isolated: true}}}}]\n"));
        var report = await RunAsync(Read($"rule_id: 1\ntests:\n{tests}"), o => o with { Jobs = 8 });
        Assert.Equal("180 passed, 20 failed, 0 skipped", report.Summary);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"1-{i * 10}"), report.Results.Where(r => r.Outcome == Outcome.Failed).Select(r => r.Test.Name));
    }

    private static GoPattern? Pattern(string? text) => text is null ? null : GoPattern.Parse(text).Pattern;

    private async Task<RunReport> RunAsync(Model.TestFile file, Func<RunOptions, RunOptions>? change = null)
    {
        var client = new RawClient(TimeProvider.System, new());
        var options = new RunOptions { Destination = _waf.Destination };
        var runner = new TestRunner(client, new DirectFindings(_waf.LookUp), change?.Invoke(options) ?? options);
        return await runner.RunAsync([file], _ => { }, default);
    }
}
