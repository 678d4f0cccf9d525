namespace Palisade.Engine.Tests.Operators;

public sealed class NumberOperatorTests
{
    [Theory]
    [InlineData("eq", "5", "5", true)]
    [InlineData("eq", "5", "05", true)]
    [InlineData("eq", "5", " +5 apples", true)]
    [InlineData("eq", "0", "", true)]
    [InlineData("eq", "", "apples", true)]
    [InlineData("eq", "0", "0x10", true)]
    [InlineData("eq", "-3", "-3", true)]
    [InlineData("eq", "3", "- 3", false)]
    [InlineData("eq", "0", "--3", true)]
    [InlineData("ge", "5", "5", true)]
    [InlineData("ge", "5", "4", false)]
    [InlineData("gt", "5", "6", true)]
    [InlineData("gt", "5", "5", false)]
    [InlineData("le", "5", "5", true)]
    [InlineData("le", "xxx", "5", false)]
    [InlineData("lt", "5", "-99999999999999999999999999", true)]
    [InlineData("lt", "5", "5", false)]
    [InlineData("gt", "4294967296", "4294967297", true)]
    [InlineData("gt", "1", "99999999999999999999999999", true)]
    [InlineData("eq", "9223372036854775807", "9223372036854775808", true)]
    [InlineData("eq", "-9223372036854775808", "-9223372036854775808", true)]
    public void Numbers_are_read_as_atoll_reads_them(string name, string argument, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches(name, argument, value));

    [Fact]
    public void A_macro_gives_the_number() => Assert.True(Op.Matches("lt", "%{tx.level}", "2", expanded: "3"));

    [Fact]
    public void A_macro_without_a_value_is_zero() => Assert.True(Op.Matches("eq", "%{tx.level}", "0", expanded: ""));
}
