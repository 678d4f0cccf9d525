using Palisade.Ftw.Findings;

namespace Palisade.Ftw.Tests.Findings;

public sealed class FindingsTests
{
    [Theory]
    [InlineData("""[client ::1] ModSecurity: Warning. [file "x"] [line "2"] [id "920100"] [msg "a"]""", new[] { 920100L })]
    [InlineData("""{"msg": "[id \"942100\"] [id \"942101\"]"}""", new[] { 942100L, 942101L })]
    [InlineData("""x ["id":"941100"] y""", new[] { 941100L })]
    [InlineData("""{"id": 12, "ruleId":"13", "rule_id" : 1}""", new[] { 12L, 13L })]
    [InlineData("""{"rule_id":14,"ident":15}""", new[] { 14L })]
    [InlineData("""{"a":"{\"id\":\"16\"}"}""", new[] { 16L })]
    [InlineData("""[unique_id "17"] [id "x18"] [id ""] "id":"a19" """, new long[0])]
    [InlineData("""[id "99999999999999999999999"]""", new long[0])]
    public void Ids_are_found_in_the_logs_of_WAFs(string line, long[] ids) => Assert.Equal(ids, StageFindings.FromLog([line]).RuleIds);

    [Fact]
    public void Ids_are_distinct_and_in_order() =>
        Assert.Equal([1L, 2L], StageFindings.FromLog(["[id \"2\"]", "[id \"1\"]", "[id \"2\"]"]).RuleIds);

    [Fact]
    public void A_finding_is_written_as_ModSecurity_writes_it() =>
        Assert.Equal(
            """ModSecurity: Warning. [id "932207"] [msg "Say \"hi\""] [data "Matched Data: $u\x0a\xc3\xa9 found within ARGS:x: \d"] [severity "CRITICAL"] [tag "a/b"] [tag "c"]""",
            ErrorLogLine.Format(new(932207, "Say \"hi\"", "Matched Data: $u\n\u00c3\u00a9 found within ARGS:x: \\d", 2, ["a/b", "c"])));

    [Fact]
    public void A_rule_that_says_nothing_is_a_line_with_its_id() =>
        Assert.Equal("""ModSecurity: Warning. [id "1"]""", ErrorLogLine.Format(new(1, "", "", null, [])));

    [Fact]
    public void Findings_of_rules_have_ids_and_lines()
    {
        var findings = StageFindings.FromRules([new(2, "b", "", null, []), new(1, "a", "", null, []), new(2, "c", "", null, [])]);
        Assert.Equal([1L, 2L], findings.RuleIds);
        Assert.Equal(3, findings.LogLines.Count);
    }
}
