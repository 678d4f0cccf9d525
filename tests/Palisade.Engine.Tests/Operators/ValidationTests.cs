using Palisade.SecLang;

namespace Palisade.Engine.Tests.Operators;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("32-126,9,10,13", "plain text\r\n", false)]
    [InlineData("32-126,9,10,13", "nul\0", true)]
    [InlineData("0-255", "\0\u00ff", false)]
    [InlineData("1-255", "\0", true)]
    [InlineData("97", "aaa", false)]
    [InlineData("97", "ab", true)]
    [InlineData("32, 97 - 99", "a c", false)]
    [InlineData("97-99", "", false)]
    public void A_byte_outside_the_ranges_matches(string ranges, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("validateByteRange", ranges, value));

    [Theory]
    [InlineData("32-126,300", 27)]
    [InlineData("99-97", 20)]
    [InlineData("97-x", 20)]
    [InlineData("xxx", 20)]
    public void A_range_that_is_none_is_reported_where_it_stands_and_the_rule_loads(string ranges, int column)
    {
        var (created, faults) = Op.Create("validateByteRange", ranges);
        Assert.NotNull(created);
        Assert.Contains(faults, f => f is { Code: "SL4010", Severity: DiagnosticSeverity.Warning } && f.At.Column == column);
    }

    [Fact]
    public void What_is_ignored_allows_no_byte() => Assert.True(Op.Matches("validateByteRange", "300,99-97", "a"));

    [Theory]
    [InlineData("%20", false)]
    [InlineData("100%", true)]
    [InlineData("%4", true)]
    [InlineData("%zz", true)]
    [InlineData("%4g", true)]
    [InlineData("%%41", true)]
    [InlineData("a+b", false)]
    [InlineData("%41%4", true)]
    [InlineData("%fF%Aa", false)]
    [InlineData("", false)]
    public void A_percent_sign_needs_two_digits(string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("validateUrlEncoding", "", value));

    [Theory]
    [InlineData("ascii", false)]
    [InlineData("", false)]
    [InlineData("\u00c3\u00a9", false)]
    [InlineData("\u00e9", true)]
    [InlineData("\u00c0\u00af", true)]
    [InlineData("\u00e0\u0080\u00af", true)]
    [InlineData("\u00ed\u00a0\u0080", true)]
    [InlineData("\u00f4\u008f\u00bf\u00bf", false)]
    [InlineData("\u00f4\u0090\u0080\u0080", true)]
    [InlineData("\u00f0\u009f\u0098", true)]
    [InlineData("\u00ef\u00bf\u00bf", false)]
    public void What_is_not_utf8_matches(string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("validateUtf8Encoding", "", value));

    [Fact]
    public void No_match_never_matches_and_unconditional_match_always_does()
    {
        Assert.False(Op.Matches("noMatch", "", "anything"));
        Assert.True(Op.Matches("unconditionalMatch", "", ""));
    }
}
