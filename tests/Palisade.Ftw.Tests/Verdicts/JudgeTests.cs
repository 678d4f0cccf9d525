using System.Net;
using Palisade.Ftw.Findings;
using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;
using Palisade.Ftw.Verdicts;

namespace Palisade.Ftw.Tests.Verdicts;

/// <summary>Each rule with what passes it and what fails it.</summary>
public sealed class JudgeTests
{
    private static readonly StageFindings Found = StageFindings.FromLog(["[id \"1\"] [msg \"one\"]", "[id \"2\"] [msg \"two\"]"]);

    [Fact]
    public void No_expectation_passes_with_any_answer_and_fails_without_one()
    {
        Passes(new(), Answer(500));
        Fails(new(), Broken(), "closed");
    }

    [Fact]
    public void An_expected_error_passes_only_without_an_answer_and_nothing_else_is_looked_at()
    {
        Passes(new() { ExpectError = true, Status = [200], ExpectIds = [99] }, Broken());
        Fails(new() { ExpectError = true, Status = [200] }, Answer(200), "expected no answer, got status 200");
    }

    [Fact]
    public void A_status_must_be_exactly_one_of_those_named()
    {
        Passes(new() { Status = [400] }, Answer(400));
        Passes(new() { Status = [400, 403] }, Answer(403));
        Fails(new() { Status = [400, 403] }, Answer(404), "expected status 400 or 403, got 404");
    }

    [Fact]
    public void The_answer_must_contain_the_pattern_in_head_or_body()
    {
        Passes(new() { ResponseContains = "(?i)server: X" }, Answer(200));
        Passes(new() { ResponseContains = @"he\w+ world" }, Answer(200));
        Fails(new() { ResponseContains = "^hello" }, Answer(200), "response_contains: nothing matches '^hello'");
    }

    [Fact]
    public void Every_expected_rule_must_have_matched()
    {
        Passes(new() { ExpectIds = [1, 2] }, Answer(200));
        Fails(new() { ExpectIds = [1, 3, 4] }, Answer(200), "expected rules 1, 3, 4: 3, 4 did not match");
    }

    [Fact]
    public void No_unwanted_rule_may_have_matched()
    {
        Passes(new() { NoExpectIds = [3, 4] }, Answer(200));
        Fails(new() { NoExpectIds = [2, 3] }, Answer(200), "expected none of the rules 2, 3: 2 matched");
    }

    [Fact]
    public void A_wanted_pattern_must_match_one_line()
    {
        Passes(new() { MatchRegex = @"id ""\d"".*two" }, Answer(200));
        Fails(new() { MatchRegex = "one.*two" }, Answer(200), "match_regex: nothing matches 'one.*two'");
    }

    [Fact]
    public void An_unwanted_pattern_may_match_no_line()
    {
        Passes(new() { NoMatchRegex = "one.*two" }, Answer(200));
        Fails(new() { NoMatchRegex = @"\[id ""\d+""\]" }, Answer(200), "no_match_regex: '\\[id \"\\d+\"\\]' matches: [id \"1\"] [msg \"one\"]");
    }

    [Fact]
    public void An_isolated_rule_must_have_matched_alone()
    {
        var alone = StageFindings.FromLog(["[id \"1\"]"]);
        var expected = new StageOutput { Isolated = true, ExpectIds = [1] };
        Assert.Empty(Judge.Faults(expected, Answer(200), alone));
        Fails(expected, Answer(200), "expected rule 1 alone: 2 rules matched");
        Assert.Equal(["expected rules 1: 1 did not match", "expected rule 1 alone: 0 rules matched"], Judge.Faults(expected, Answer(200), StageFindings.None));
    }

    [Fact]
    public void A_pattern_that_is_none_fails() =>
        Assert.StartsWith("match_regex: '(' is not a pattern: ", Assert.Single(Judge.Faults(new() { MatchRegex = "(" }, Answer(200), Found)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0, null, null)]
    [InlineData(0, 1, null, null)]
    [InlineData(0, 0, "x", null)]
    [InlineData(0, 0, null, "x")]
    public void What_is_not_known_fails_every_stage_that_asks_for_it(int expect, int noExpect, string? match, string? noMatch)
    {
        var expected = new StageOutput
        {
            ExpectIds = Enumerable.Repeat(7L, expect).ToList(),
            NoExpectIds = Enumerable.Repeat(7L, noExpect).ToList(),
            MatchRegex = match,
            NoMatchRegex = noMatch,
        };
        Assert.Equal(["what the WAF found is not known"], Judge.Faults(expected, Answer(200), null));
        Assert.Empty(Judge.Faults(new() { Status = [200] }, Answer(200), null));
    }

    [Fact]
    public void Every_reason_is_given_in_the_order_of_the_rules() =>
        Assert.Equal(
            ["expected status 403, got 200", "response_contains: nothing matches 'zzz'", "match_regex: nothing matches 'three'", "expected rules 3: 3 did not match", "no_match_regex: 'one' matches: [id \"1\"] [msg \"one\"]", "expected none of the rules 1: 1 matched"],
            Judge.Faults(
                new() { Status = [403], ResponseContains = "zzz", MatchRegex = "three", ExpectIds = [3], NoMatchRegex = "one", NoExpectIds = [1] },
                Answer(200),
                Found));

    private static Exchange Answer(int status) =>
        new(new(status, $"HTTP/1.1 {status} Y\r\nServer: X\r\n", [new("Server", "X")], "hello world", true), null, new(IPAddress.Loopback, 1), true);

    private static Exchange Broken() => new(null, "closed", new(IPAddress.Loopback, 1), true);

    private static void Passes(StageOutput expected, Exchange exchange) => Assert.Empty(Judge.Faults(expected, exchange, Found));

    private static void Fails(StageOutput expected, Exchange exchange, string reason) => Assert.Equal([reason], Judge.Faults(expected, exchange, Found));
}
