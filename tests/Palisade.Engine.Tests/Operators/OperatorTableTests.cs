namespace Palisade.Engine.Tests.Operators;

public sealed class OperatorTableTests
{
    [Theory]
    [InlineData("gsbLookup")]
    [InlineData("rsub")]
    [InlineData("validateHash")]
    public void What_no_engine_runs_any_more_is_refused_by_name_with_a_hint(string name)
    {
        var (created, faults) = Op.Create(name, "x");
        Assert.Null(created);
        var fault = Assert.Single(faults);
        Assert.Equal("SL4002", fault.Code);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public void An_unknown_name_is_an_error_at_the_argument()
    {
        var (created, faults) = Op.Create("nosuch", "x");
        Assert.Null(created);
        Assert.Equal(("SL4001", 3, 20), (Assert.Single(faults).Code, faults[0].At.Line, faults[0].At.Column));
    }

    [Fact]
    public void Names_are_compared_without_regard_to_case() => Assert.True(Op.Matches("STREQ", "a", "a"));
}
