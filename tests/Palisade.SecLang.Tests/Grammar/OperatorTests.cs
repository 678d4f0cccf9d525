using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Grammar;

public sealed class OperatorTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "@rx ^a", "@rx[^a]" },
        { "!@rx ^a", "!@rx[^a]" },
        { "! @rx ^a", "!@rx[^a]" },
        { "^a", "@rx[^a]" },
        { "!^a", "!@rx[^a]" },
        { "  @eq 1", "@eq[1]" },
        { "@EQ 1", "@eq[1]" },
        { "@eq\t1", "@eq[1]" },
        { "@contains  two blanks ", "@contains[ two blanks ]" },
        { "@unconditionalMatch", "@unconditionalMatch[]" },
        { "@detect shell high", "@detect[shell high]" },
        { "@detectSQLi", "@detectSQLi[]" },
        { "!@detectXSS ", "!@detectXSS[]" },
        { "@pmf a.data", "@pmFromFile[a.data]" },
        { "@pmFromFile a.data", "@pmFromFile[a.data]" },
        { "@ipMatchF a.data", "@ipMatchFromFile[a.data]" },
        { "@ipMatch 10.0.0.0/8,::1", "@ipMatch[10.0.0.0/8,::1]" },
        { "@within %{tx.allowed}", "@within[%{tx.allowed}]" },
        { "@streq %{REQUEST_HEADERS.Host}", "@streq[%{REQUEST_HEADERS.Host}]" },
        { "@contains 100%", "@contains[100%]" },
        { @"@rx \%{x", @"@rx[\%{x]" },
        { "a@rx", "@rx[a@rx]" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void An_operator_is_read(string text, string expected) =>
        Assert.Equal(expected, RuleText.Show(RuleText.One<RuleDirective>($"SecRule ARGS \"{text}\" \"id:1\"").Operator));

    public static TheoryData<string, string, string?> Wrong => new()
    {
        { "@contain x", "1,15 SL1301", "did you mean @contains?" },
        { "@rxx a", "1,15 SL1301", "did you mean @rx?" },
        { "!@detectSQL", "1,16 SL1301", "did you mean @detectSQLi?" },
        { "@blahblahblah", "1,15 SL1301", null },
        { "@", "1,15 SL1301", null },
        { "@rx(a)", "1,15 SL1301", null },
        { "@gsbLookup x", "1,15 SL1302", "the service it asks was closed; use @pmFromFile with a list of your own" },
        { "@rsub s/a/b/", "1,15 SL1302", "bodies are not rewritten; remove the rule" },
        { "@eq", "1,15 SL1303", null },
        { "@streq ", "1,15 SL1303", null },
        { "@rx ", "1,15 SL1303", null },
        { "", "1,15 SL1303", "write @unconditionalMatch to match always" },
        { "!", "1,15 SL1303", "write @unconditionalMatch to match always" },
        { "@detectSQLi strict", "1,27 SL1304?", null },
        { "@streq %{tx.a", "1,22 SL1501", null },
        { "@streq a%{MATCHED_VAL}", "1,23 SL1501", "did you mean MATCHED_VAR?" },
        { "@streq %{}", "1,22 SL1501", null },
        { "@rx %{[a-z]+}", "1,19 SL1501?", null },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_fault_in_an_operator_is_found_where_it_is(string text, string expected, string? hint)
    {
        var source = $"SecRule ARGS \"{text}\" \"id:1\"";

        Assert.Equal(expected, RuleText.Faults(source));
        Assert.Equal(hint, RuleText.Parse(source).Diagnostics[0].Hint);
    }
}
