using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Terminal;

public sealed class UsageTests
{
    [Theory]
    [InlineData("shop --prot 12", "unknown option '--prot'; did you mean '--port'?")]
    [InlineData("shop --prot=12", "unknown option '--prot'; did you mean '--port'?")]
    [InlineData("shpo", "unknown command or argument 'shpo'; did you mean 'shop'?")]
    [InlineData("shop --hlep", "unknown option '--hlep'; did you mean '--help'?")]
    [InlineData("shop --port x", "--port: 'x' is not a port (0 to 65535)")]
    [InlineData("shop --port 70000", "--port: '70000' is not a port (0 to 65535)")]
    public async Task A_mistake_is_one_line_and_exit_code_2(string line, string expected)
    {
        var run = await Invocation.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("palisade: " + expected, lines[0]);
        Assert.Equal(2, lines.Length);
        Assert.Contains("--help' shows what there is", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_shows_what_there_is()
    {
        var run = await Invocation.RunAsync();

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("Commands:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_exit_codes()
    {
        var run = await Invocation.RunAsync("--help");

        Assert.Equal(ExitCode.Done, run.Code);
        foreach (var code in new[] { ExitCode.Done, ExitCode.Findings, ExitCode.Usage, ExitCode.Configuration, ExitCode.CannotStart, ExitCode.Fault })
        {
            Assert.Matches($@"(?m)^\s+{code}  ", run.Output);
        }
    }
}
