using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Grammar;

/// <summary>Targets. In the expectations <c>~x~</c> is a pattern and <c>&lt;x></c> an XPath.</summary>
public sealed class TargetTests
{
    public static TheoryData<string, string> Lists => new()
    {
        { "ARGS", "ARGS" },
        { "args", "ARGS" },
        { "ARGS|REQUEST_URI", "ARGS|REQUEST_URI" },
        { "ARGS,REQUEST_URI", "ARGS|REQUEST_URI" },
        { "\"ARGS | REQUEST_URI\"", "ARGS|REQUEST_URI" },
        { "ARGS|!ARGS:foo", "ARGS|!ARGS:foo" },
        { "&REQUEST_HEADERS:Host", "&REQUEST_HEADERS:Host" },
        { "\"& ARGS|! ARGS:a\"", "&ARGS|!ARGS:a" },
        { "TX.score", "TX:score" },
        { "ARGS:json.a.b-c[0]", "ARGS:json.a.b-c[0]" },
        { "ARGS:a=b", "ARGS:a=b" },
        { "ARGS:/re/", "ARGS~re~" },
        { "ARGS:/a|b/|ARGS_NAMES", "ARGS~a|b~|ARGS_NAMES" },
        { "ARGS:/a,b/,ARGS_NAMES", "ARGS~a,b~|ARGS_NAMES" },
        { "ARGS:/a/b/|ARGS_NAMES", "ARGS~a/b~|ARGS_NAMES" },
        { @"ARGS:/a\/|b/|ARGS_NAMES", @"ARGS~a\/|b~|ARGS_NAMES" },
        { "ARGS:/a/|ARGS_NAMES:/b/", "ARGS~a~|ARGS_NAMES~b~" },
        { "!REQUEST_COOKIES:/__utm/", "!REQUEST_COOKIES~__utm~" },
        { "\"!REQUEST_COOKIES:/^_ga(?:_\\w+)?$/\"", "!REQUEST_COOKIES~^_ga(?:_\\w+)?$~" },
        { "ARGS:/not-a-pattern", "ARGS:/not-a-pattern" },
        { "ARGS:/a|ARGS_NAMES", "ARGS:/a|ARGS_NAMES" },
        { "ARGS:'/re|gex/'", "ARGS~re|gex~" },
        { "TX:'/^x y/'|ARGS", "TX~^x y~|ARGS" },
        { "ARGS:'two words'|ARGS_NAMES", "ARGS:two words|ARGS_NAMES" },
        { @"ARGS:'it\'s'", "ARGS:it's" },
        { "ARGS:'a|b,c'", "ARGS:a|b,c" },
        { "\"ARGS:two words|TX:a\"", "ARGS:two words|TX:a" },
        { "\"ARGS:say \\\"x\\\"\"", "ARGS:say \"x\"" },
        { "XML:/*", "XML</*>" },
        { "XML:/*|XML://@*", "XML</*>|XML<//@*>" },
        { "XML:/xs/el/text()", "XML</xs/el/text()>" },
        { "XML:'/a[contains(b,\"c|d\")]'", "XML</a[contains(b,\"c|d\")]>" },
        { "REQUEST_XML:/*", "REQUEST_XML</*>" },
        { "JSON:/a/b/", "JSON:/a/b/" },
        { "RULE:id", "RULE:id" },
        { "IP:counter|SESSION:a|GLOBAL:b|USER:c|RESOURCE:d", "IP:counter|SESSION:a|GLOBAL:b|USER:c|RESOURCE:d" },
        { "ARGS:caf\u00C3\u00A9", "ARGS:caf\u00C3\u00A9" },
    };

    [Theory, MemberData(nameof(Lists))]
    public void A_list_of_targets_is_read(string text, string expected) =>
        Assert.Equal(expected, RuleText.Show(RuleText.One<RuleDirective>($"SecRule {text} \"@rx a\" \"id:1\"").Targets));

    public static TheoryData<string, string, string?> Wrong => new()
    {
        { "ARGZ", "1,9 SL1201", "did you mean ARGS?" },
        { "ARGS|REQUEST_HEADER:a", "1,14 SL1201", "did you mean REQUEST_HEADERS?" },
        { "QWERTYUIOP", "1,9 SL1201", null },
        { "REMOTE_ADDR:a", "1,21 SL1203", "write REMOTE_ADDR alone" },
        { "MATCHED_VAR.x", "1,21 SL1203", "write MATCHED_VAR alone" },
        { "WEBSERVER_ERROR_LOG", "1,9 SL1202", "the error log of a web server cannot be inspected; remove the rule" },
        { "USERAGENT_IP", "1,9 SL1202", "use REMOTE_ADDR" },
        { "ARGS:", "1,14 SL1204", "name a key, or remove the colon" },
        { "ARGS:|TX", "1,14 SL1204", "name a key, or remove the colon" },
        { "ARGS:''", "1,15 SL1204", "name a key, or remove the colon" },
        { "ARGS||TX", "1,14 SL1204", null },
        { "ARGS|", "1,14 SL1204", null },
        { "\"\"", "1,10 SL1204", null },
        { "!&ARGS", "1,9 SL1204", null },
        { "\"ARGS TX\"", "1,15 SL1204", null },
        { "ARGS*2", "1,13 SL1204", null },
        { "\"ARGS:'a\"", "1,15 SL1204", null },
        { "@rx", "1,9 SL1204", null },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_fault_in_a_target_is_found_where_it_is(string text, string expected, string? hint)
    {
        var faults = RuleText.Parse($"SecRule {text} \"@rx a\" \"id:1\"").Diagnostics;

        Assert.Equal(expected, string.Join(" ", faults.Select(f => $"{f.At.Line},{f.At.Column} {f.Code}")));
        if (hint is not null) Assert.Equal(hint, faults[0].Hint);
    }

    [Fact]
    public void Every_wrong_target_of_a_list_is_reported_and_the_others_are_kept()
    {
        var result = RuleText.Parse("SecRule ARGZ|ARGS|REMOTE_ADDR:x|TX:a \"@rx a\" \"id:1\"");

        Assert.Equal(2, result.Diagnostics.Count);
        Assert.Equal("ARGS|TX:a", RuleText.Show(Assert.IsType<RuleDirective>(result.Directives[0]).Targets));
    }
}
