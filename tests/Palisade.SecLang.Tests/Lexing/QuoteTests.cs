using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Lexing;

/// <summary>Quotes and backslashes.</summary>
public sealed class QuoteTests
{
    public static TheoryData<string, string> Operators => new()
    {
        { "\"a b\"", "a b" },
        { "'a b'", "a b" },
        { "a", "a" },
        { "a\"b", "a\"b" },
        { "\"a\\\"b\"", "a\"b" },
        { "\"\\\"\"", "\"" },
        { "\"\\\"a\"", "\"a" },
        { "'a\\'b'", "a'b" },
        { "\"it's\"", "it's" },
        { "'say \"x\"'", "say \"x\"" },
        { @"""a\d\.\\b""", @"a\d\.\\b" },
        { @"""a\\""", @"a\\" },
        { @"""a\\\""b""", @"a\\""b" },
        { @"""a\'b""", @"a\'b" },
        { @"""\x5c""", @"\x5c" },
        { "\"a\tb \"", "a\tb " },
        { "\"caf\u00C3\u00A9\"", "caf\u00C3\u00A9" },
        { "\"[\\\"'\\\\]\"", "[\"'\\\\]" },
        { "\"a # b\"", "a # b" },
        { "a#b", "a#b" },
    };

    [Theory, MemberData(nameof(Operators))]
    public void An_argument_loses_its_quotes_and_their_escapes_and_nothing_else(string argument, string expected) =>
        Assert.Equal(expected, RuleText.One<RuleDirective>($"SecRule ARGS {argument} \"id:1\"").Operator.Argument);

    public static TheoryData<string, string> Cut => new()
    {
        { "SecRule ARGS \"@rx a\nSecMarker A", "1,14 SL1001" },
        { "SecRule ARGS \"@rx a\n  \"id:1,\\\n  deny\"\nSecMarker A B", "1,14 SL1001 4,13 SL1105" },
        { "SecRule ARGS \"@rx a\" \\\n \"id:1,\n  phase:1,\\\n  deny\"\nSecMarker A B", "2,2 SL1001 5,13 SL1105" },
        { "SecRule ARGS \"@rx a\nSceMarker A", "1,14 SL1001 2,1 SL1101" },
        { "SecRule ARGS '@rx a\nSecMarker", "1,14 SL1001 2,1 SL1104" },
        { "SecRule ARGS \"@rx a", "1,14 SL1001" },
        { "SecRule ARGS \"@rx a\\\"", "1,14 SL1001" },
        { "SecRule ARGS \"@rx a\\", "1,14 SL1001" },
        { "SecRule \"", "1,9 SL1001" },
        { "SecDataset a `\nb\nSecMarker", "1,14 SL1001 2,1 SL1101 3,1 SL1104" },
        { "SecRule ARGS \"@rx a\" \"id:1\" \\ \nSecMarker A", "1,30 SL1002 2,1 SL1105" },
        { "SecRule ARGS \\\t\r\n \"@rx \\ \n a\" id:1", "1,15 SL1002 2,8 SL1002" },
    };

    [Theory, MemberData(nameof(Cut))]
    public void A_fault_does_not_hide_those_of_the_next_directives(string text, string expected) => Assert.Equal(expected, RuleText.Faults(text));

    [Fact]
    public void What_cannot_be_read_keeps_its_place_in_the_tree() =>
        Assert.Equal(["SecMarker", "SecRule", "SecMarker"], RuleText.Parse("SecMarker A\nSecRule ARGS \"@rx a\nSecMarker B").Directives.Select(d => d.Name));
}
