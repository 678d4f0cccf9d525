namespace Palisade.Cli.Tests.Terminal;

/// <summary>Help is for people: one page for a command, and no questions to anybody.</summary>
public sealed class CommandHelpTests
{
    [Fact]
    public async Task A_list_of_commands_has_a_line_or_two_for_each()
    {
        var (code, help, _) = await Invocation.RunAsync("--help");

        Assert.Equal(0, code);
        var lines = help.Split('\n');
        Assert.All(lines, l => Assert.True(l.TrimEnd().Length <= 160, l));
        var commands = lines.SkipWhile(l => l.Trim() != "Commands:").Skip(1).Where(l => l.Trim().Length > 0).ToArray();
        Assert.Contains(commands, l => l.TrimStart().StartsWith("get <KIND> <NAME>", StringComparison.Ordinal));
        Assert.True(commands.Length < 2 * commands.Count(l => l.StartsWith("  ", StringComparison.Ordinal) && l[2] != ' '), help);
    }

    [Fact]
    public async Task What_is_cut_there_stands_in_the_command_s_own_help()
    {
        var all = await Invocation.RunAsync("--help");
        var own = await Invocation.RunAsync("manager", "--help");

        Assert.DoesNotContain("Examples:", all.Output, StringComparison.Ordinal);
        Assert.Contains("palisade manager secret --group edge > edge.secret", own.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users", "delete")]
    [InlineData("tokens", "revoke")]
    [InlineData("tenants", "delete")]
    public async Task Nobody_is_asked_what_could_complete_an_argument(params string[] command)
    {
        var (code, help, error) = await Invocation.RunAsync([.. command, "--help"]);

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Matches(@"Usage:\s+\S+ \w+ \w+ <[A-Z]+>", help);
    }
}
