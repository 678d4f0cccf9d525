using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Signatures;

public sealed class SignaturesCommandTests
{
    private const string Good = """
        attack_type: SQL_INJECTION
        signatures:
          - id: 26990001
            name: Zebras
            reason: Zebras are not asked for.
            accuracy: medium
            risk: high
            targets: [parameters]
            match: zebra
            campaign: {name: Long Winter, actor: unknown, intent: sells access}
            tests: {match: [a zebra], no_match: [a horse]}
        """;

    [Fact]
    public async Task The_tests_inside_signatures_are_run()
    {
        using var folder = new TemporaryFolder();
        folder.Write("good.yaml", Good);

        var run = await Invocation.RunAsync("signatures", "test", folder.FullName);

        Assert.Equal((ExitCode.Done, "2 passed, 0 failed; 1 signature\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task A_test_that_fails_is_said_with_its_place_and_the_exit_code_is_1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("good.yaml", Good.Replace("a horse", "a zebra too", StringComparison.Ordinal));

        var run = await Invocation.RunAsync("signatures", "test", file);

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains($"{file}(3,5): signature 26990001 (Zebras) falsely matches 'a zebra too'", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 passed, 1 failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_file_is_said_with_file_line_and_column_and_no_test_runs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.yaml", Good.Replace("match: zebra", "match: 'ze(bra'", StringComparison.Ordinal));

        var run = await Invocation.RunAsync("signatures", "test", file, "--json");

        Assert.Equal(ExitCode.Findings, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        var fault = Assert.Single(json.RootElement.GetProperty("faults").EnumerateArray());
        Assert.Equal((file, 9, "SL4003"), (fault.GetProperty("file").GetString(), fault.GetProperty("line").GetInt32(), fault.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Signatures_are_listed_by_attack_type_and_as_JSON()
    {
        using var folder = new TemporaryFolder();
        folder.Write("good.yaml", Good);

        var list = await Invocation.RunAsync("signatures", "list", folder.FullName, "--type", "SQL_INJECTION");
        var none = await Invocation.RunAsync("signatures", "list", folder.FullName, "--type", "ATTACK_TYPE_LDAP_INJECTION");
        var json = await Invocation.RunAsync("signatures", "list", folder.FullName, "--json");

        Assert.Matches(@"26990001\s+medium\s+3\s+SQL_INJECTION\s+Zebras\s+campaign Long Winter\n1 signature\n", list.Output);
        Assert.Equal("0 signatures\n", none.Output);
        using var parsed = JsonDocument.Parse(json.Output);
        Assert.Equal("Long Winter", parsed.RootElement[0].GetProperty("campaign").GetProperty("name").GetString());
        Assert.Equal(3, parsed.RootElement[0].GetProperty("weight").GetInt32());
    }

    [Fact]
    public async Task The_built_in_signatures_are_listed()
    {
        var run = await Invocation.RunAsync("signatures", "list", "--type", "COMMAND_EXECUTION");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("26030003", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("list")]
    public async Task What_is_not_there_is_one_line_and_exit_code_3(string command)
    {
        var run = await Invocation.RunAsync("signatures", command, "/no/such/folder");

        Assert.Equal((ExitCode.Configuration, "palisade: there is no folder or file '/no/such/folder'\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Explain_lists_the_reasons_with_their_weights()
    {
        using var folder = new TemporaryFolder();
        folder.Write("good.yaml", Good);

        var run = await Invocation.RunAsync("explain", "--signatures", folder.FullName, "--url", "/?a=zebra");

        Assert.Contains("score     inbound 3, outbound 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("+3  SQL_INJECTION: 26990001 Zebras", run.Output, StringComparison.Ordinal);
    }
}
