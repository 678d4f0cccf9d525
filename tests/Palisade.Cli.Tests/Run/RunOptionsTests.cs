using System.CommandLine;
using Palisade.Cli.Run;
using Palisade.Configuration;

namespace Palisade.Cli.Tests.Run;

/// <summary>What the options mean in the configuration.</summary>
public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("", FailMode.Closed, FailMode.Closed)]
    [InlineData("--fail-open", FailMode.Open, FailMode.Closed)]
    [InlineData("--pattern-limit-open", FailMode.Closed, FailMode.Open)]
    public void What_is_not_known_passes_only_where_the_operator_says_so(string line, FailMode engine, FailMode pattern)
    {
        var options = new RunOptions();
        var command = new Command("run");
        foreach (var option in options.All) command.Options.Add(option);

        var (plan, faults) = options.Read(command.Parse(line));

        Assert.Empty(faults);
        Assert.Equal((engine, pattern), (plan!.Config.WhenEngineFails, plan.Config.WhenAPatternGivesUp));
    }
}
