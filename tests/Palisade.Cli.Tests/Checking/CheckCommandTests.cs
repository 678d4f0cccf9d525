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

    [Fact]
    public async Task A_folder_that_is_not_there_is_one_line_and_exit_code_3()
    {
        var run = await Invocation.RunAsync("rules", "check", "/no/such/folder");

        Assert.Equal((ExitCode.Configuration, "palisade: there is no folder or file '/no/such/folder'\n"), (run.Code, run.Error));
    }
}
