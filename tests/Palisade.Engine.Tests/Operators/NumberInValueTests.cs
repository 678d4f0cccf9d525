using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class NumberInValueTests
{
    private const string Card = @"\d{16}";
    private const string Ssn = @"\d{3}-?\d{2}-?\d{4}";

    [Theory]
    [InlineData("verifyCC", Card, "card 4111111111111111 thanks", true)]
    [InlineData("verifyCC", Card, "card 4111111111111112 thanks", false)]
    [InlineData("verifyCC", @"[\d -]{16,19}", "4111 1111-1111 1111", true)]
    [InlineData("verifyCC", Card, "94111111111111111", true)]
    [InlineData("verifyCC", @"\b\d{16}\b", "94111111111111111", false)]
    [InlineData("verifyCC", ".*", "no digits", false)]
    [InlineData("verifyCC", "", "4111111111111111", false)]
    [InlineData("verifyCC", Card, "", false)]
    [InlineData("verifySSN", Ssn, "ssn 078-05-1120", true)]
    [InlineData("verifySSN", Ssn, "078051120", true)]
    [InlineData("verifySSN", Ssn, "000-05-1120", false)]
    [InlineData("verifySSN", Ssn, "078-00-1120", false)]
    [InlineData("verifySSN", Ssn, "078-05-0000", false)]
    [InlineData("verifySSN", Ssn, "666-05-1120", false)]
    [InlineData("verifySSN", Ssn, "740-05-1120", false)]
    [InlineData("verifySSN", Ssn, "123456789", false)]
    [InlineData("verifySSN", Ssn, "111111111", false)]
    [InlineData("verifySSN", @"\d+", "12", false)]
    [InlineData("verifySSN", Ssn, "9078051120", true)]
    [InlineData("verifySSN", @"\b\d{9}\b", "9078051120", false)]
    [InlineData("verifyCPF", @"[\d.-]{14}", "cpf 010.817.514-60", true)]
    [InlineData("verifyCPF", @"[\d.-]{14}", "cpf 010.817.514-61", false)]
    [InlineData("verifyCPF", @"\d{11}", "11144477735", true)]
    [InlineData("verifyCPF", @"\d{11}", "11111111111", false)]
    [InlineData("verifyCPF", @"\d{11}", "99999999999", false)]
    [InlineData("verifyCPF", @"\d{11}", "01234567890", false)]
    [InlineData("verifyCPF", @"\d{10}", "1114447773", false)]
    [InlineData("verifySVNR", @"\d{10}", "1237010180", true)]
    [InlineData("verifySVNR", @"\d{10}", "1238010180", false)]
    [InlineData("verifySVNR", @"\d{4} ?\d{6}", "1237 010180", true)]
    [InlineData("verifySVNR", @"\d{10}", "0000000000", false)]
    [InlineData("validateNid", @"cl \d{1,2}\.?\d{3}\.?\d{3}-?[\dkK]", "rut 11.111.111-1", true)]
    [InlineData("validateNid", @"cl \d{1,2}\.?\d{3}\.?\d{3}-?[\dkK]", "rut 11.111.111-2", false)]
    [InlineData("validateNid", @"cl \d{8}-?[\dkK]", "20961605-K", true)]
    [InlineData("validateNid", @"cl .+", "kkkkkkkkkkkk", false)]
    [InlineData("validateNid", @"cl .+", "abcdefghij", false)]
    [InlineData("validateNid", "us " + Ssn, "ssn 078-05-1120", true)]
    [InlineData("validateNid", "us " + Ssn, "ssn 666-05-1120", false)]
    public void A_number_counts_when_its_arithmetic_holds(string name, string pattern, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches(name, pattern, value));

    [Theory]
    [InlineData("verifyCC", Card, "x 4111111111111112 y 4111111111111111", "4111111111111111")]
    [InlineData("verifySSN", Ssn, "078-05-1120 078-05-1121", "078-05-1120")]
    public void The_capture_is_the_number(string name, string pattern, string value, string capture) =>
        Assert.Equal([capture], Op.Captures(name, pattern, value));

    [Fact]
    public void All_identity_numbers_are_captured() =>
        Assert.Equal(["078-05-1120", "078-05-1121"], Op.Captures("validateNid", "us " + Ssn, "078-05-1120 666-05-1120 078-05-1121"));

    [Theory]
    [InlineData("de x")]
    [InlineData("cl")]
    [InlineData("")]
    public void An_identity_number_needs_a_known_country(string argument) =>
        Assert.Equal("SL4005", Assert.Single(Op.Create("validateNid", argument).Faults).Code);

    [Fact]
    public void The_fault_of_a_pattern_is_placed_where_it_stands() =>
        Assert.True(Assert.Single(Op.Create("validateNid", "us (x").Faults).At.Column >= 23);

    [Fact]
    public void A_search_that_takes_too_long_is_reported_and_matches_nothing()
    {
        var op = Op.Of("verifySSN", @"\d{12}", new OperatorOptions { PatternTimeLimit = TimeSpan.FromTicks(1) });
        var run = Op.Run();
        Assert.False(op.Matches(Op.Bytes(new string('1', 100_000)), run));
        Assert.True(run.LimitExceeded);
    }
}
