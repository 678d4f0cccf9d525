using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Rules;

/// <summary><c>palisade rules test</c> with small rules in the real gateway.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Rules =
        """
        SecRule ARGS:q "@streq evil" "id:101,phase:2,deny,status:403,log,msg:'Evil \"words\"',logdata:'found %{MATCHED_VAR}',severity:'CRITICAL',tag:'t'"
        SecRule REQUEST_HEADERS:Silent "@streq yes" "id:102,phase:1,pass,nolog"
        SecRule RESPONSE_BODY "@contains leak" "id:103,phase:4,pass,log,msg:'Leak'"
        SecAction "id:104,phase:5,pass,nolog"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-rules-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Tests_that_hold_pass_with_exit_code_0()
    {
        var run = await TestAsync(
            """
            rule_id: 101
            tests:
              - stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {status: 200, log: {expect_ids: [101], no_expect_ids: [102, 103], match_regex: '\[id "101"\] \[msg "Evil .*\[data "found evil"\] \[severity "CRITICAL"\] \[tag "t"\]'}}}]
              - stages: [{input: {uri: '/?q=good', headers: {Host: x}}, output: {log: {no_match_regex: '\[id "\d+"\]'}}}]
              - stages: [{input: {uri: '/', headers: {Host: x, Silent: 'yes'}}, output: {log: {no_expect_ids: [102]}}}]
              - stages: [{input: {method: POST, uri: /reflect, headers: {Host: x, Content-Type: application/json}, data: '{"body": "a leak"}'}, output: {log: {expect_ids: [103]}, response_contains: 'a leak'}}]
              - stages: [{input: {encoded_request: R0VUIC8/cT1ldmlsIEhUVFAvMS4xDQpIb3N0OiB4DQoNCg==}, output: {log: {expect_ids: [101]}, isolated: true}}]
              - stages: [{input: {uri: '/?q=evil', version: JUNK/9}, output: {status: 400}}]
            """);
        Assert.Equal("6 passed, 0 failed, 0 skipped\n", run.Output);
        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Fact]
    public async Task Tests_that_do_not_hold_fail_with_exit_code_1_and_say_why()
    {
        var run = await TestAsync(
            """
            rule_id: 101
            tests:
              - stages: [{input: {uri: '/?q=good', headers: {Host: x}}, output: {log: {expect_ids: [101]}}}]
              - stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {log: {no_expect_ids: [101]}}}]
              - stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {status: 403}}]
              - stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {log: {no_match_regex: 'id "101"'}}}]
              - stages: [{input: {uri: '/', headers: {Host: x, Silent: 'yes'}}, output: {log: {expect_ids: [102]}}}]
              - stages: [{input: {uri: '/', headers: {Host: x}}, output: {expect_error: true}}]
            """);
        Assert.Equal(ExitCode.Findings, run.Code);
        var lines = run.Output.Split('\n');
        Assert.StartsWith("FAIL 101-1 ", lines[0], StringComparison.Ordinal);
        Assert.Equal("  stage 1: GET /?q=good HTTP/1.1", lines[1]);
        Assert.Equal("    expected rules 101: 101 did not match", lines[2]);
        Assert.Equal("    seen: status 200, no rules", lines[3]);
        Assert.Equal(6, lines.Count(l => l.StartsWith("FAIL", StringComparison.Ordinal)));
        Assert.Equal("0 passed, 6 failed, 0 skipped", lines[^2]);
    }

    [Fact]
    public async Task Overrides_change_what_is_expected()
    {
        var overrides = Write("overrides.yaml", "test_overrides: [{rule_id: 101, test_ids: [1], reason: simulation, output: {status: 200}}]");
        var run = await TestAsync("rule_id: 101\ntests: [{stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {status: 403}}]}]", "--overrides", overrides);
        Assert.Equal("1 passed, 0 failed, 0 skipped\n", run.Output);
        Assert.Contains($"expectations of 1 tests are those of {overrides}\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], ExitCode.Done)]
    [InlineData(new[] { "--overrides", "none" }, ExitCode.Findings)]
    public async Task Palisades_own_overrides_hold_unless_others_are_asked_for(string[] options, int code)
    {
        var run = await TestAsync("rule_id: 920100\ntests: [{test_id: 4, stages: [{input: {method: CONNECT, uri: '1.2.3.4:80', headers: {Host: x}}, output: {status: 200}}]}]", options);
        Assert.Equal(code, run.Code);
        Assert.Equal(code is ExitCode.Done, run.Error.Contains("expectations of 1 tests are those of Palisade's own crs-overrides.yaml\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task JSON_holds_counts_and_failures()
    {
        var run = await TestAsync("rule_id: 101\ntests: [{test_id: 7, stages: [{input: {uri: '/?q=evil', headers: {Host: x}}, output: {status: 403}}]}]", "--json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("failed").GetInt32());
        var failure = json.RootElement.GetProperty("failures")[0];
        Assert.Equal("101-7", failure.GetProperty("test").GetString());
        Assert.Equal(101, failure.GetProperty("stages")[0].GetProperty("seen").GetProperty("ruleIds")[0].GetInt32());
        Assert.Equal(403, failure.GetProperty("stages")[0].GetProperty("expected").GetProperty("status")[0].GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failure_with_its_line()
    {
        var run = await TestAsync("rule_id: 101\ntests: [{]");
        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains("tests.yaml(2): ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 1 failed, 0 skipped\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# nothing\n", new string[0], "there are no tests in ")]
    [InlineData("rule_id: 101\ntests: [{stages: [{input: {}, output: {status: 200}}]}]", new[] { "--include", "nothing" }, "no test was run")]
    [InlineData("rule_id: 101\ntests: [{stages: [{input: {}, output: {status: 200}}]}]", new[] { "--exclude", "101" }, "no test was run")]
    [InlineData("rule_id: 101\ntests: [{stages: [{input: {}, output: {status: 200}}]}]", new[] { "--include", "(" }, "--include: '(' is not a pattern")]
    public async Task Nothing_to_run_is_exit_code_2(string tests, string[] options, string message)
    {
        var run = await TestAsync(tests, options);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test_overrides: [{rule_id: 1}]", "the override has no 'reason'")]
    [InlineData(null, "does not exist")]
    public async Task Overrides_with_faults_are_exit_code_3(string? overrides, string message)
    {
        var path = overrides is null ? Path.Combine(_folder.FullName, "none.yaml") : Write("overrides.yaml", overrides);
        var run = await TestAsync("rule_id: 101\ntests: [{stages: [{input: {}, output: {status: 200}}]}]", "--overrides", path);
        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Rules_with_faults_are_exit_code_3()
    {
        Write("rules.conf", "SecRule ARGS \"@nope x\" \"id:1\"\n");
        var run = await Invocation.RunAsync("rules", "test", "--rules", _folder.FullName, Write("tests.yaml", "rule_id: 1\ntests: [{stages: [{input: {}, output: {status: 200}}]}]"));
        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains("rules.conf(1,", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules test x.yaml", "--rules DIR, or --url URL with --log FILE, is needed")]
    [InlineData("rules test x.yaml --url http://127.0.0.1:1", "--url and --log go together")]
    [InlineData("rules test x.yaml --rules a --log b", "--url and --log go together")]
    [InlineData("rules test x.yaml --rules a --jobs 0", "--jobs: '0' is not a number from 1 to 1024")]
    [InlineData("rules test x.yaml --rules a --paranoia 5", "--paranoia: '5' is not a number from 1 to 4")]
    public async Task A_command_line_that_makes_no_sense_is_exit_code_2(string line, string message)
    {
        var run = await Invocation.RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_URL_that_is_none_is_exit_code_2()
    {
        var tests = Write("tests.yaml", "rule_id: 1\ntests: [{stages: [{input: {}, output: {status: 200}}]}]");
        var run = await Invocation.RunAsync("rules", "test", "--url", "nowhere", "--log", "x.log", tests);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--url: 'nowhere' is not an http or https URL", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_does_not_exist_is_exit_code_3()
    {
        var tests = Write("tests.yaml", "rule_id: 1\ntests: [{stages: [{input: {}, output: {status: 200}}]}]");
        var run = await Invocation.RunAsync("rules", "test", "--url", "http://127.0.0.1:1", "--log", Path.Combine(_folder.FullName, "none.log"), tests);
        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains("none.log' does not exist", run.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private Task<Invocation> TestAsync(string tests, params string[] options)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "rules"));
        Write("rules/a.conf", Rules);
        return Invocation.RunAsync(["rules", "test", "--rules", Path.Combine(_folder.FullName, "rules"), Write("tests.yaml", tests), .. options]);
    }
}
