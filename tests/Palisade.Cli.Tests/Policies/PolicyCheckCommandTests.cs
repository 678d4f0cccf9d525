using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Policies;

public sealed class PolicyCheckCommandTests
{
    private const string Good = "kind: site\nmetadata: {name: shop}\nspec: {}\n";
    private const string Bad = "kind: site\nmetadata: {name: shop}\nspec: {rotues: [], app_firewall: gone}\n";

    [Fact]
    public async Task Good_policies_are_counted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Good);

        var run = await Invocation.RunAsync("policy", "check", folder.FullName);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith("0 errors, 0 warnings; 1 object in 1 file, checked in", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_listed_with_its_place_and_the_exit_code_is_1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("shop.yaml", Bad);

        var run = await Invocation.RunAsync("policy", "check", file);

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains($"{file}(3,8): error PR0104", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}(3,34): error PR0109", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 errors, 0 warnings; the policies are refused", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_there_as_JSON()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("shop.yaml", Bad);

        var run = await Invocation.RunAsync("policy", "check", "--json", file);

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("errors").GetInt32());
        Assert.Equal("PR0104", json.RootElement.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_wrong_command_line()
    {
        var run = await Invocation.RunAsync("policy", "check", "nowhere.yaml");

        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains("nowhere.yaml", run.Error, StringComparison.Ordinal);
    }
}
