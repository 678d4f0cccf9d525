using System.Text;
using Palisade.Engine.Programs;
using Palisade.Engine.Tests.Scenarios;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Rules that do the same for every request are carried out when they are loaded; nobody may notice.</summary>
public sealed class FoldingTests
{
    private const string Levels = """
        SecRuleEngine On
        SecAction "id:1,phase:1,pass,nolog,setvar:tx.level=2,setvar:tx.score=0"
        SecRule &TX:level "@eq 0" "id:2,phase:1,pass,nolog,setvar:tx.level=1"
        SecRule &TX:limit "@eq 0" "id:3,phase:1,pass,nolog,setvar:tx.limit=%{tx.level}5"

        """;

    [Fact]
    public void Settings_and_jumps_that_depend_on_nothing_are_gone()
    {
        var program = Compile(Levels + """
            SecRule TX:level "@lt 3" "id:4,phase:2,pass,nolog,skipAfter:END"
            SecRule ARGS "@contains a" "id:5,phase:2,deny,status:403"
            SecMarker END
            SecRule ARGS "@contains b" "id:6,phase:2,deny,status:403"
            """).Program;
        var updates = Assert.Single(program.FoldedSteps(1).ToArray()).Updates!;
        Assert.Equal(["level=2", "score=0", "limit=25"], updates.Changes.Select(c => $"{c.Name}={Encoding.Latin1.GetString(c.Value!)}"));
        Assert.Equal([6L], program.FoldedSteps(2).Select(s => s.Test.Rule.Info.Id));
        Assert.Equal(3, program.Steps(2).Length);
    }

    [Fact]
    public void A_sum_that_hangs_on_the_request_is_made_without_its_rule()
    {
        var program = Compile(Levels + """
            SecRule ARGS "@contains a" "id:4,phase:1,pass,nolog,setvar:tx.score=+5"
            SecRule TX:level "@ge 1" "id:5,phase:1,pass,nolog,setvar:'tx.total=+%{tx.score}',setvar:tx.done=1"
            SecAction "id:6,phase:1,pass,nolog,setvar:'tx.address=%{remote_addr}'"
            """).Program;
        var steps = program.FoldedSteps(1);
        Assert.Equal([null, 4L, null, null, 6L], steps.Select(s => s.Updates is null ? s.Test.Rule.Info.Id : (long?)null));
        Assert.Equal([true, false, true], steps.Where(s => s.Updates is not null).Select(s => s.Updates!.AreKnown));
    }

    [Fact]
    public void Only_a_removal_of_what_was_carried_out_disturbs()
    {
        var program = Compile(Levels + """
            SecRule ARGS "@contains a" "id:4,phase:1,pass,nolog,ctl:ruleRemoveById=10-12"
            SecRule ARGS "@contains b" "id:5,phase:1,pass,nolog,ctl:ruleRemoveByTag=later,ctl:ruleRemoveById=1"
            SecAction "id:9,phase:2,pass,nolog,tag:later,setvar:tx.later=1"
            SecRule ARGS "@contains c" "id:10,phase:2,deny,status:403,tag:other"
            """).Program;
        Assert.Equal(["later", null], program.Disturbing.Select(f => f.Tag));
    }

    [Theory]
    [InlineData("a removal of a rule that the request decides", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,ctl:ruleRemoveById=12,ctl:ruleRemoveById=14"
        SecRule TX:level "@ge 1" "id:11,phase:2,pass,nolog,setvar:'tx.total=+%{tx.score}'"
        SecRule ARGS "@contains b" "id:12,phase:2,pass,log,setvar:tx.score=+5,skipAfter:END"
        SecRule ARGS "@rx ." "id:13,phase:2,pass,log,msg:'%{matched_var} %{tx.total}'"
        SecMarker END
        SecRule REQUEST_HEADERS "@contains o" "id:14,phase:2,deny,status:403"
        SecRule TX:level "@eq 2" "id:15,phase:5,pass,log,msg:'score %{tx.score} total %{tx.total}'"
        """)]
    [InlineData("a setting after what the request decides", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,setvar:tx.level=9"
        SecRule TX:level "@eq 9" "id:11,phase:1,deny,status:403,msg:'level %{tx.level}'"
        SecRule TX:limit "@eq 25" "id:12,phase:2,pass,log,msg:'limit %{tx.limit}'"
        """)]
    [InlineData("a removal of rules that were foreseen", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,ctl:ruleRemoveById=11-12"
        SecAction "id:11,phase:1,pass,nolog,setvar:tx.level=7"
        SecRule TX:level "@eq 7" "id:12,phase:2,pass,nolog,setvar:tx.seven=1,skipAfter:END"
        SecRule ARGS "@contains b" "id:13,phase:2,deny,status:403"
        SecMarker END
        SecRule TX:level "@eq 7" "id:14,phase:5,pass,log,msg:'seven %{tx.seven}'"
        """)]
    [InlineData("a target of TX that is taken away", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,ctl:ruleRemoveTargetById=11;TX:level"
        SecRule &TX:level "@eq 0" "id:11,phase:2,deny,status:403"
        """)]
    [InlineData("sums of what the request decides", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,setvar:tx.score=+5"
        SecRule TX:level "@ge 1" "id:11,phase:1,pass,nolog,setvar:'tx.total=+%{tx.score}',setvar:'tx.copy=%{tx.total}-%{tx.score}',setvar:tx.level=3"
        SecRule TX:total "@ge 5" "id:12,phase:1,pass,log,msg:'total %{tx.total} copy %{tx.copy} level %{tx.level}'"
        SecAction "id:13,phase:2,pass,nolog,setvar:'tx.total=-%{tx.score}',setvar:!tx.copy,setvar:'tx.copy=%{tx.copy}x%{tx.total}',setvar:'tx.limit=%{tx.limit}%{tx.copy}'"
        SecRule &TX:copy "@eq 1" "id:14,phase:2,pass,log,msg:'copy %{tx.copy} total %{tx.total} limit %{tx.limit}'"
        SecRule ARGS "@rx (b)(.)" "id:15,phase:2,pass,nolog,capture"
        SecAction "id:16,phase:2,pass,nolog,setvar:'tx.captured=%{tx.1}%{tx.2}%{tx.score}'"
        SecRule TX:captured "@rx ." "id:17,phase:2,pass,log,msg:'captured %{tx.captured}'"
        """)]
    [InlineData("a jump that only some take", """
        SecRule ARGS "@contains a" "id:10,phase:1,pass,nolog,skipAfter:MIDDLE"
        SecAction "id:11,phase:1,pass,nolog,setvar:tx.level=8"
        SecMarker MIDDLE
        SecRule TX:level "@eq 8" "id:12,phase:1,pass,log,msg:'eight'"
        SecRule TX:level "@eq 2" "id:13,phase:1,pass,log,msg:'two'"
        """)]
    [InlineData("a name that the request puts together", """
        SecRule ARGS "@rx ^(a|b)" "id:10,phase:1,pass,nolog,capture,setvar:'tx.lev%{tx.nothing}el=4'"
        SecRule TX:level "@eq 4" "id:11,phase:1,deny,status:403"
        """)]
    [InlineData("an end of the phase", """
        SecRule ARGS "@contains a" "id:10,phase:1,allow:phase,nolog"
        SecAction "id:11,phase:1,pass,nolog,setvar:tx.level=6"
        SecRule TX:level "@eq 6" "id:12,phase:2,pass,log,msg:'six'"
        SecRule TX:level "@eq 2" "id:13,phase:2,pass,log,msg:'two'"
        """)]
    [InlineData("what matched last", """
        SecAction "id:10,phase:1,pass,nolog,setvar:tx.x=1"
        SecRule TX:x "@eq 1" "id:11,phase:1,pass,nolog,setvar:tx.y=2"
        SecRule MATCHED_VAR "@eq 1" "id:12,phase:1,pass,log,msg:'last %{MATCHED_VAR_NAME}'"
        """)]
    [InlineData("a counted skip", """
        SecAction "id:10,phase:1,pass,nolog,setvar:tx.x=1"
        SecRule ARGS "@contains a" "id:11,phase:1,pass,nolog,skip:2"
        SecAction "id:12,phase:1,pass,nolog,setvar:tx.x=2"
        SecAction "id:13,phase:1,pass,nolog,setvar:tx.x=3"
        SecRule TX:x "@eq 1" "id:14,phase:1,pass,log,msg:'one'"
        """)]
    [InlineData("a variable that is taken away", """
        SecAction "id:10,phase:1,pass,nolog,setvar:!tx.level"
        SecRule &TX:level "@eq 0" "id:11,phase:1,pass,nolog,setvar:tx.gone=1"
        SecRule TX:gone "@eq 1" "id:12,phase:3,pass,log,msg:'gone'"
        """)]
    public void It_agrees_with_the_definition(string what, string rules)
    {
        var compiled = Compile(Levels + rules);
        foreach (var target in new[] { "/?q=a", "/?q=b", "/?q=c" })
        {
            var difference = Lockstep.Run(compiled, Exchange.Of("GET", target, [("Host", "shop.example")], ""), new StorePair(new StillClock()));
            Assert.True(difference is null, $"{what}, {target}: {difference}");
        }
    }

    private static RuleSet Compile(string text)
    {
        var (rules, faults) = Scenario.Compile(text);
        Assert.True(rules is not null, string.Join('\n', faults));
        return rules;
    }
}
