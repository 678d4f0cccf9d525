namespace Palisade.Engine.Tests.Operators;

public sealed class DetectionTests
{
    [Theory]
    [InlineData("1' or '1'='1", true)]
    [InlineData("1 union select user, password from users", true)]
    [InlineData("a union of workers", false)]
    [InlineData("", false)]
    public void A_value_that_continues_as_sql_matches(string value, bool expected)
    {
        Assert.Equal(expected, Op.Matches("detectSQLi", "", value));
        Assert.Equal(expected ? 1 : 0, Op.Captures("detectSQLi", "", value).Length);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", true)]
    [InlineData("<a href=\"javascript:alert(1)\">)", true)]
    [InlineData("1 < 2", false)]
    [InlineData("", false)]
    public void A_value_that_becomes_active_content_matches_and_is_captured_whole(string value, bool expected)
    {
        Assert.Equal(expected, Op.Matches("detectXSS", "", value));
        Assert.Equal(expected ? [value] : [], Op.Captures("detectXSS", "", value));
    }
}
