using Palisade.Detection;
using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Scenarios;

/// <summary>Rules that ask one recogniser for other confidences are left out when the first of them found nothing in all that they read, and only then.</summary>
public sealed class RecogniserLeadTests
{
    private const string Medium = "/?a=MAKE_SET(1%3D1,2)";

    private const string Leader = "SecRule ARGS|REQUEST_HEADERS:User-Agent \"@detect sql high\" \"id:1,phase:2,pass,log\"\n";

    private const string Followers = "SecRule ARGS \"@detect sql medium only\" \"id:2,phase:2,pass,log\"\nSecRule ARGS \"@detect sql low only\" \"id:3,phase:2,pass,log\"\nSecMarker END\n";

    // As the built-in signatures ask: each layer of a value.
    private const string Every = "SecRule ARGS|REQUEST_HEADERS:User-Agent \"@detect sql high\" \"id:1,phase:2,pass,log,t:unwrap,t:unwrap,multiMatch\"\n"
        + "SecRule ARGS|REQUEST_HEADERS:User-Agent \"@detect sql medium only\" \"id:2,phase:2,pass,log,t:unwrap,t:unwrap,multiMatch\"\n";

    private const int Repeated = 6;

    [Theory]
    [InlineData("/?a=plain", new long[0])]
    [InlineData("/?a=1%20or%201%3D1", new long[] { 1 })]
    [InlineData(Medium, new long[] { 2 })]
    [InlineData("/?a=plain&b=MAKE_SET(1%3D1,2)&c=1%20or%201%3D1", new long[] { 1, 2 })]
    public void Each_confidence_is_found_by_its_rule(string target, long[] rules) => Scenario.Rules(Leader + Followers).Get(target).Fires(rules);

    [Theory]
    [InlineData("SecAction \"id:9,phase:1,pass,nolog,ctl:ruleRemoveTargetById=1;ARGS:a\"\n")]
    [InlineData("SecAction \"id:9,phase:1,pass,nolog,ctl:ruleRemoveById=1\"\n")]
    [InlineData("SecAction \"id:9,phase:2,pass,nolog,skip:1\"\n")]
    public void What_the_leader_did_not_read_its_followers_read(string before) => Scenario.Rules(before + Leader + Followers).Get(Medium).Fires(9, 2);

    [Theory]
    [InlineData("SecRuleUpdateTargetById 1 \"!ARGS:a\"\n")]
    [InlineData("SecRuleUpdateTargetById 1 \"!ARGS\"\n")]
    [InlineData("SecRuleRemoveById 1\n")]
    public void Who_reads_less_does_not_lead(string after) => Scenario.Rules(Leader + Followers + after).Get(Medium).Fires(2);

    [Fact]
    public void Other_forms_of_a_value_are_read_by_their_own_rule() =>
        Scenario.Rules(Leader + "SecRule ARGS \"@detect sql medium only\" \"id:2,phase:2,pass,log,t:urlDecode\"\n").Get("/?a=MAKE_SET(1%253D1,2)").Fires(2);

    [Fact]
    public void Every_recogniser_has_a_bit_of_its_own() => Assert.InRange(DetectorTable.All.Count, 1, DetectionMemory.MostDetectors);

    [Fact]
    public void A_header_that_every_request_has_hides_nothing_when_nothing_was_found_in_it()
    {
        var harmless = Scenario.Rules(Every).Header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) it's a browser");
        for (var i = 0; i < Repeated; i++) harmless.Get("/?a=plain").Quiet();
        harmless.Get("/?a=1%20or%201%3D1").Fires(1);
        harmless.Get(Medium).Fires(2);
    }

    [Theory]
    [InlineData("1 or 1=1", 1)]
    [InlineData("MAKE_SET(1=1,2)", 2)]
    [InlineData("MAKE_SET(1%3D1,2)", 2)]
    public void A_header_in_which_something_is_found_is_found_each_time(string value, long rule)
    {
        var hostile = Scenario.Rules(Every).Header("User-Agent", value);
        for (var i = 0; i < Repeated; i++) hostile.Get("/?a=plain").Fires(rule);
        hostile.Get("/?a=1%20or%201%3D1").Fires(rule == 1 ? [1] : [1, 2]);
    }

    [Fact]
    public void A_negated_rule_follows_nobody() =>
        Scenario.Rules(Leader + "SecRule ARGS \"!@detect sql medium only\" \"id:2,phase:2,pass,log\"\n").Get("/?a=plain").Fires(2);
}
