namespace Palisade.SecLang.Tests.Checks;

public sealed class RuleChecksTests
{
    private const string Rule = "SecRule ARGS a ";

    public static TheoryData<string, string> Texts => new()
    {
        { Rule + "id:1", "" },
        { Rule + "pass", "1,1 SL2001" },
        { "SecAction pass", "1,1 SL2001?" },
        { "SecRuleScript a.lua pass", "1,1 SL2001?" },
        { Rule + "id:x", "1,19 SL1405" },
        { Rule + "id:1\n" + Rule + "id:1", "2,16 SL2002" },
        { Rule + "id:1\nSecAction id:1", "2,11 SL2002?" },
        { "SecAction id:1\n" + Rule + "id:1", "2,16 SL2002?" },
        { "SecAction id:1\nSecAction id:1", "2,11 SL2002?" },

        { Rule + "id:1,chain\n" + Rule, "" },
        { Rule + "id:1,chain\n" + Rule + "chain\n" + Rule + "t:none\n" + Rule + "id:2", "" },
        { Rule + "id:1,chain", "1,21 SL2003?" },
        { Rule + "id:1,chain\n" + Rule + "chain", "2,16 SL2003?" },
        { Rule + "id:1,chain\n" + Rule + "deny", "2,16 SL2004" },
        { Rule + "id:1,chain\n" + Rule + "pass", "2,16 SL2004" },
        { Rule + "id:1,chain\n" + Rule + "id:1,phase:1,skip:1", "2,16 SL2004? 2,21 SL2004? 2,29 SL2004?" },
        { Rule + "id:1,chain\n" + Rule + "skipAfter:A\nSecMarker A", "2,16 SL2004?" },

        { Rule + "id:1,id:2", "1,21 SL2005?" },
        { Rule + "id:1,pass,deny", "1,26 SL2005?" },
        { Rule + "id:1,msg:a,msg:b", "1,27 SL2005?" },
        { Rule + "id:1,t:none,t:none,tag:a,tag:b,setvar:tx.a=1,setvar:tx.b=1,ctl:ruleEngine=On,ctl:ruleEngine=Off", "" },

        { Rule + "id:1,skipAfter:A\nSecMarker A", "" },
        { Rule + "id:1,skipAfter:A", "1,31 SL2006?" },
        { "SecMarker A\n" + Rule + "id:1,skipAfter:A", "2,31 SL2006?" },
        { Rule + "id:1,skipAfter:a\nSecMarker A", "1,31 SL2006?" },

        { "SecRule !ARGS:a a id:1", "1,1 SL2007?" },
        { "SecRule ARGS|!ARGS a id:1", "1,1 SL2007?" },
        { "SecRule ARGS:a|!ARGS:A a id:1", "1,1 SL2007?" },
        { "SecRule ARGS:a|TX:b|!TX|!ARGS a id:1", "1,1 SL2007?" },
        { "SecRule ARGS|!ARGS:a a id:1", "" },
        { "SecRule ARGS:a|!ARGS:/a/ a id:1", "" },
        { "SecRule ARGS !@unconditionalMatch id:1", "1,1 SL2007?" },
        { "SecRule &ARGS \"@lt 0\" id:1", "1,1 SL2007?" },
        { "SecRule &ARGS \"@lt 1\" id:1", "" },
        { "SecRule ARGS \"@lt 0\" id:1", "" },

        { "SecRule RESPONSE_BODY a id:1,phase:3", "1,9 SL2008?" },
        { "SecRule RESPONSE_BODY a id:1,phase:4", "" },
        { "SecRule RESPONSE_BODY a id:1,phase:response", "" },
        { "SecRule RESPONSE_HEADERS:a a id:1", "1,9 SL2008?" },
        { "SecRule ARGS|REQUEST_BODY|&FILES|!ARGS_POST a id:1,phase:1", "1,14 SL2008? 1,27 SL2008?" },
        { "SecRule ARGS|REQUEST_BODY|&FILES a id:1,phase:request", "" },
        { "SecRule ARGS a id:1,phase:1,chain\nSecRule REQUEST_BODY a", "2,9 SL2008?" },
        { "SecRule REQUEST_BODY a id:1,phase:1,phase:2", "1,37 SL2005?" },

        { "SecDefaultAction phase:1,log,pass\nSecDefaultAction phase:2,log,deny,t:lowercase", "" },
        { "SecDefaultAction phase:2,log", "1,1 SL2009" },
        { "SecDefaultAction phase:2,block", "1,1 SL2009" },
        { "SecDefaultAction log,pass", "1,1 SL2009?" },
        { "SecDefaultAction phase:2,pass,id:1,chain", "1,31 SL2009 1,36 SL2009" },
        { "SecDefaultAction phase:2,pass,t:none", "1,31 SL2009" },
        { "SecDefaultAction phase:2,pass\nSecDefaultAction phase:request,pass", "2,18 SL2010" },
        { "SecDefaultAction pass\nSecDefaultAction phase:2,pass", "1,1 SL2009? 2,18 SL2010" },

        { Rule + "id:7\nSecRuleRemoveById 5-9", "" },
        { "SecRuleRemoveById 7\n" + Rule + "id:7", "" },
        { Rule + "id:7\nSecRuleRemoveById 8 7", "2,1 SL2011?" },
        { Rule + "id:7\nSecRuleRemoveById 8-9", "2,1 SL2011?" },
        { Rule + "id:7\nSecRuleUpdateTargetById 8 !ARGS:a", "2,1 SL2011?" },
        { Rule + "id:7\nSecRuleUpdateActionById 8 deny", "2,1 SL2011?" },
        { "SecRuleRemoveByTag nobody", "" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void Rules_are_checked_as_a_whole(string text, string expected) => Assert.Equal(expected, RuleText.Checked(text));

    public static TheoryData<string, string> Broken => new()
    {
        { "SecRule ARGS \"a id:1,chain\nSecRule ARGS a deny", "1,14 SL1001" },
        { "SecRule ARGS \"a id:1\nSecRule ARGS a id:1,deny", "1,14 SL1001" },
        { Rule + "id:1,chain\nSecRule ARGS \"a\nSecRule ARGS a deny", "2,14 SL1001" },
        { "SecRule ARGS \"a id:1\nSecRuleRemoveById 1", "1,14 SL1001" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_rule_that_cannot_be_read_does_not_make_its_neighbours_wrong(string text, string expected) => Assert.Equal(expected, RuleText.Checked(text));

    [Fact]
    public void Nothing_is_wrong_with_no_rules() => Assert.Empty(SecLang.Checks.RuleChecks.Run([]));
}
