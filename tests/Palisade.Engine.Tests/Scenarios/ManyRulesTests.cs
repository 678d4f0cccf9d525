namespace Palisade.Engine.Tests.Scenarios;

/// <summary>Tens of thousands of rules take the time that their number takes: whoever may write rules must not stop whoever compiles them.</summary>
public sealed class ManyRulesTests
{
    [Theory]
    [InlineData("SecRule ARGS \"@rx attack{0}[a-z]+{0}\" \"id:{0},phase:2,pass\"")]
    [InlineData("SecRule ARGS:a{0} \"@contains attack\" \"id:{0},phase:2,pass\"")]
    [InlineData("SecRule ARGS|REQUEST_HEADERS \"@streq {0}\" \"id:{0},phase:2,pass,t:none,t:lowercase\"")]
    public void Four_times_the_rules_are_compiled_with_less_than_six_times_the_memory(string rule)
    {
        Compiled(rule, 100);
        var (few, many) = (Compiled(rule, 1000), Compiled(rule, 4000));

        Assert.InRange(many / (double)few, 1, 6);
    }

    // What is allocated on the way: unlike time, it is the same on every machine, and what copies a list for each of its items allocates it.
    private static long Compiled(string rule, int count)
    {
        var rules = string.Join('\n', Enumerable.Range(1, count).Select(id => rule.Replace("{0}", $"{id}", StringComparison.Ordinal)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Scenario.Rules(rules).Get("/?a=1").Passes();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
