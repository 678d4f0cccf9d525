using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Checking;

public sealed class CheckCommandTests
{
    private const string Bad = "SecRule ARGS \"@nope x\" \"id:1,phase:2,deny\"\nSecRule NOPE \"@streq x\" \"id:2,phase:2,deny\"\n";

    [Fact]
    public async Task Every_error_is_listed_with_its_place_and_the_exit_code_is_1()
    {
        using var rules = new TemporaryFolder();
        var file = rules.Write("bad.conf", Bad);

        var run = await Invocation.RunAsync("rules", "check", rules.FullName);

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains($"{file}(1,", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}(2,", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^[2-9] errors, \d+ warnings?; the rules are refused, checked in \d", run.Output);
    }

    [Fact]
    public async Task The_same_is_there_as_JSON()
    {
        using var rules = new TemporaryFolder();
        var file = rules.Write("bad.conf", Bad);

        var run = await Invocation.RunAsync("rules", "check", file, "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.True(json.RootElement.GetProperty("errors").GetInt32() >= 2);
        Assert.Contains(json.RootElement.GetProperty("faults").EnumerateArray(), f => f.GetProperty("line").GetInt32() is 2 && f.GetProperty("file").GetString() == file);
    }

    [Theory]
    [InlineData("(?=a)b", "warning CK0001: The pattern needs backtracking: lookahead at byte 1")]
    [InlineData("(a)\\1x++", "warning CK0001: The pattern needs backtracking: backreference, possessive quantifier at byte 4")]
    public async Task A_pattern_that_is_slow_or_dead_is_a_warning_and_no_error(string pattern, string expected)
    {
        using var rules = new TemporaryFolder();
        var file = rules.Write("a.conf", $"SecRule ARGS \"@rx {pattern}\" \"id:1,phase:2,deny\"\n");

        var run = await Invocation.RunAsync("rules", "check", rules.FullName);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains($"{file}(1,", run.Output, StringComparison.Ordinal);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CK0", (await Invocation.RunAsync("rules", "check", rules.FullName, "--no-warnings")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_no_value_matches_is_a_warning()
    {
        using var rules = new TemporaryFolder();
        rules.Write("a.conf", "SecRule ARGS \"@rx (?-m)a^b\" \"id:1,phase:2,deny\"\nSecRule ARGS \"!@rx (?-m)a^b\" \"id:2,phase:2,pass\"\n");

        var run = await Invocation.RunAsync("rules", "check", rules.FullName);

        Assert.Equal(2, run.Output.Split("CK0002").Length);
        Assert.Contains("a.conf(1,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_one_line_and_exit_code_3()
    {
        var run = await Invocation.RunAsync("rules", "check", "/no/such/folder");

        Assert.Equal((ExitCode.Configuration, "palisade: there is no folder or file '/no/such/folder'\n"), (run.Code, run.Error));
    }
}
