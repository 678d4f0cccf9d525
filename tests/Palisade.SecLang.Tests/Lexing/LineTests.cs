namespace Palisade.SecLang.Tests.Lexing;

/// <summary>Lines, comments, continuations.</summary>
public sealed class LineTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "\n \t\n\r\n", "" },
        { "# a comment\n  # another", "" },
        { "SecRuleEngine On", "SecRuleEngine [On]" },
        { "  SecRuleEngine\tOn  \n", "SecRuleEngine [On]" },
        { "secruleengine oN\n", "SecRuleEngine [oN]" },
        { "\u00EF\u00BB\u00BFSecRuleEngine On", "SecRuleEngine [On]" },
        { "SecRuleEngine On\r\nSecMarker A\r\n", "SecRuleEngine [On]\nSecMarker A" },
        { "SecRuleEngine \\\nOn", "SecRuleEngine [On]" },
        { "SecRuleEngine \\\r\n   On\r\n", "SecRuleEngine [On]" },
        { "SecRuleEngine\\\n On\\\n", "SecRuleEngine [On]" },
        { "SecRuleEngine On\\", "SecRuleEngine [On]" },
        { "\\\nSecRuleEngine On", "SecRuleEngine [On]" },
        { "SecRule ARGS \\\n  \"@rx a\" \\\n  \"id:1,\\\n  pass\"\nSecMarker A", "SecRule ARGS @rx[a] id=1 pass\nSecMarker A" },
        { "SecRule ARGS|\\\n   ARGS_NAMES \"@rx a\" \"id:1\"", "SecRule ARGS|ARGS_NAMES @rx[a] id=1" },
        { "SecRule ARGS \"@rx one \\\n    two\" \"id:1\"", "SecRule ARGS @rx[one two] id=1" },
        { "SecRule ARGS \"@rx one\\\r\n two\" \"id:1\"", "SecRule ARGS @rx[onetwo] id=1" },
        { "SecRule ARGS \"@rx a\"\n    \"id:1,pass\"\nSecMarker A", "SecRule ARGS @rx[a] id=1 pass\nSecMarker A" },
        { "SecRule ARGS \"@rx a\"\nSecMarker A", "SecRule ARGS @rx[a]\nSecMarker A" },
        { "#SecRule ARGS \\\n  \"@rx a\" \\\n  \"id:1\"\nSecMarker A", "SecMarker A" },
        { "# SecAction \\\n# \"id:1\"\nSecMarker A", "SecMarker A" },
        { "# a path is c:\\\nSecMarker A", "SecMarker A" },
        { "#\\\nSecMarker A", "SecMarker A" },
        { "SecAction\"id:1\"", "SecAction id=1" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_text_is_cut_into_directives(string text, string expected) => Assert.Equal(expected, RuleText.Show(text));

    [Fact]
    public void Places_are_those_of_the_file_across_continued_lines()
    {
        var rule = RuleText.One<Syntax.RuleDirective>("\n  SecRule ARGS|\\\n   !ARGS:a \\\n  \"!@rx \\\"a\\\n b\" \\\n  \"id:1,\\\n   msg:'x',\\\n   setvar:tx.a=1\"\n");

        Assert.Equal(new Place("test.conf", 2, 3), rule.At);
        Assert.Equal([new(RuleText.File, 2, 11), new(RuleText.File, 3, 4)], rule.Targets.Select(t => t.At));
        Assert.Equal(new(RuleText.File, 3, 10), rule.Targets[1].Selector!.At);
        Assert.Equal(new(RuleText.File, 4, 4), rule.Operator.At);
        Assert.Equal("\"ab", rule.Operator.Argument);
        Assert.Equal(new(RuleText.File, 4, 10), rule.Operator.ArgumentAt);
        Assert.Equal([new(RuleText.File, 6, 4), new(RuleText.File, 7, 4), new(RuleText.File, 8, 4)], rule.Actions.Select(a => a.At));
        Assert.Equal([new(RuleText.File, 6, 7), new(RuleText.File, 7, 9), new(RuleText.File, 8, 11)], rule.Actions.Select(a => a.ValueAt));
    }

    [Fact]
    public void Columns_count_from_behind_a_byte_order_mark() =>
        Assert.Equal("1,15 SL1106", RuleText.Faults("\u00EF\u00BB\u00BFSecRuleEngine Maybe"));

    [Fact]
    public void A_place_prints_in_the_form_that_editors_can_click() =>
        Assert.Equal("rules/a.conf(3,7)", new Place("rules/a.conf", 3, 7).ToString());
}
