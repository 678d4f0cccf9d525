using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Scenarios;

public sealed class EvaluationTests
{
    [Fact]
    public void A_negated_operator_is_asked_for_each_value_and_never_for_none() => Scenario.Rules("""
        SecRule ARGS:absent "!@streq x" "id:1,phase:1,pass"
        SecRule ARGS:here "!@streq x" "id:2,phase:1,pass"
        SecRule &ARGS:absent "@eq 0" "id:3,phase:1,pass"
        """).Get("/?here=y").Fires(2, 3);

    [Fact]
    public void An_empty_basename_is_a_value_and_an_absent_body_is_none() => Scenario.Rules("""
        SecRule REQUEST_BASENAME "!@endsWith .pdf" "id:1,phase:2,pass"
        SecRule REQUEST_BODY "!@endsWith .pdf" "id:2,phase:2,pass"
        """).Get("/").Fires(1).Get("/a.pdf").Quiet();

    [Theory]
    [InlineData("SecRuleScript x.lua \"id:1,phase:1\"", "RC0001")]
    [InlineData("SecAction \"id:1,phase:1,exec:x.lua\"", "RC0016")]
    [InlineData("SecAction \"id:1,phase:1,setvar:score=1\"", "RC0014")]
    [InlineData("SecAction \"id:1,phase:1,status:999\"", "RC0013")]
    [InlineData("SecAction \"id:1,phase:1,ctl:ruleEngine=Perhaps\"", "RC0018")]
    public void What_is_refused_is_refused_by_name(string text, string code)
    {
        var (rules, diagnostics) = Scenario.Compile(text);
        Assert.Null(rules);
        Assert.Contains(diagnostics, d => d.Code == code || d.Code.StartsWith("SL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_unicode_map_is_followed_and_a_missing_one_is_refused()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "20127 (US-ASCII)\n00e9:7a ff41:61\n");
            Scenario.Rules($"SecUnicodeMapFile {file} 20127\nSecRule ARGS \"@streq z\" \"id:1,phase:1,pass,t:urlDecodeUni\"").Get("/?a=%25u00e9").Fires(1);
            Assert.Contains(Scenario.Compile($"SecUnicodeMapFile {file} 1").Diagnostics, d => d.Code == "RC0021");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_score_grows_with_each_value_that_matches() => Scenario.Rules("""
        SecRule ARGS "@contains evil" "id:1,phase:1,pass,setvar:'tx.score=+%{tx.weight}'"
        SecAction "id:2,phase:2,pass,setvar:tx.weight=5"
        SecRule ARGS "@contains evil" "id:3,phase:2,pass,setvar:'tx.score=+%{tx.weight}'"
        SecRule TX:score "@eq 15" "id:4,phase:2,deny,status:406"
        """).Get("/?a=evil&b=evil&c=evil&d=good").Fires(1, 2, 3, 4).Blocks(406);

    [Fact]
    public void SkipAfter_goes_on_after_its_marker_which_stands_in_every_phase() => Scenario.Rules("""
        SecAction "id:1,phase:1,pass,skipAfter:END"
        SecAction "id:2,phase:1,pass"
        SecMarker END
        SecAction "id:3,phase:1,pass,skipAfter:LATER"
        SecAction "id:4,phase:2,pass"
        SecMarker LATER
        SecAction "id:5,phase:2,pass"
        """).Get("/").Fires(1, 3, 4, 5);

    [Fact]
    public void Skip_counts_a_chain_as_one_rule() => Scenario.Rules("""
        SecAction "id:1,phase:1,pass,skip:2"
        SecAction "id:2,phase:1,pass"
        SecRule ARGS "@rx ." "id:3,phase:1,pass,chain"
            SecRule ARGS "@rx ."
        SecAction "id:4,phase:1,pass"
        """).Get("/?a=1").Fires(1, 4);

    [Fact]
    public void Block_does_what_the_default_of_its_phase_says() => Scenario.Rules("""
        SecDefaultAction "phase:1,log,deny,status:418"
        SecDefaultAction "phase:2,log,pass"
        SecRule ARGS:a "@rx ." "id:1,phase:1,block"
        SecRule ARGS:b "@rx ." "id:2,phase:2,block"
        """).Get("/?b=1").Passes().Get("/?a=1").Blocks(418);

    [Fact]
    public void A_disruptive_default_does_nothing_to_rules_without_block() => Scenario.Rules("""
        SecDefaultAction "phase:1,log,deny"
        SecRule ARGS "@rx ." "id:1,phase:1,log"
        """).Get("/?a=1").Fires(1).Passes();

    [Fact]
    public void Transformations_before_none_are_forgotten() => Scenario.Rules("""
        SecDefaultAction "phase:1,pass,log,t:lowercase"
        SecRule ARGS "@streq ABC" "id:1,phase:1,pass,t:lowercase,t:none"
        SecRule ARGS "@streq abc" "id:2,phase:1,pass"
        """).Get("/?a=ABC").Fires(1, 2);

    [Fact]
    public void MultiMatch_sees_the_value_before_and_after_each_change() => Scenario.Rules("""
        SecRule ARGS "@rx A|%41|a" "id:1,phase:1,pass,multiMatch,t:none,t:urlDecode,t:lowercase,setvar:tx.n=+1"
        SecRule TX:n "@eq 3" "id:2,phase:1,pass"
        """).Get("/?a=%2541").Fires(1, 2);

    [Fact]
    public void Captures_are_kept_until_another_rule_captures() => Scenario.Rules("""
        SecRule ARGS:a "@rx ^(\w+)-(\w+)$" "id:1,phase:1,pass,capture,logdata:'%{TX.0}|%{TX.1}|%{TX.2}'"
        SecRule ARGS:a "@rx x" "id:2,phase:1,pass"
        SecRule TX:2 "@streq y" "id:3,phase:1,pass"
        """).Get("/?a=x-y").Logs(1, "x-y|x|y").Fires(1, 2, 3);

    [Fact]
    public void Exclusions_take_values_out_by_key_and_by_pattern() => Scenario.Rules("""
        SecRule ARGS|!ARGS:safe|!ARGS:/^x_/ "@rx evil" "id:1,phase:1,pass"
        """).Get("/?safe=evil&X_1=evil").Quiet().Get("/?other=evil").Fires(1);

    [Fact]
    public void Rules_are_removed_and_updated_wherever_the_directive_stands() => Scenario.Rules("""
        SecRuleRemoveById 1 20-29
        SecRule ARGS "@rx ." "id:1,phase:1,pass"
        SecRule ARGS "@rx ." "id:25,phase:1,pass"
        SecRule ARGS "@rx ." "id:3,phase:1,pass,tag:'noise'"
        SecRule ARGS "@rx ." "id:4,phase:1,pass"
        SecRuleRemoveByTag noise
        SecRuleUpdateTargetById 4 "!ARGS:a"
        """).Get("/?a=1").Quiet().Get("/?b=1").Fires(4);

    [Fact]
    public void Ctl_removes_rules_and_targets_for_this_request_only() => Scenario.Rules("""
        SecRule REQUEST_FILENAME "@streq /upload" "id:1,phase:1,pass,ctl:ruleRemoveById=10-19,ctl:ruleRemoveTargetById=20;ARGS:/^file/,ctl:ruleRemoveTargetByTag=t;ARGS:x"
        SecRule ARGS "@rx ." "id:15,phase:1,pass"
        SecRule ARGS "@rx ." "id:20,phase:1,pass"
        SecRule ARGS "@rx ." "id:30,phase:1,pass,tag:t"
        """).Get("/upload?FILE1=1").Fires(1, 30).Get("/upload?x=1").Fires(1, 20).Get("/?x=1").Fires(15, 20, 30);

    [Fact]
    public void Detection_only_finds_and_interrupts_nothing()
    {
        var tx = Scenario.Rules("SecRule ARGS \"@rx .\" \"id:1,phase:1,deny,status:401\"", new() { Mode = EngineMode.DetectionOnly }).Get("/?a=1").Run();
        Assert.Null(tx.Interruption);
        Assert.Equal(401, tx.WouldInterrupt?.Status);
        Assert.Equal(1, Assert.Single(tx.Findings).Rule.Id);
    }

    [Fact]
    public void Allow_lets_the_rest_pass_but_phase_five_still_runs() => Scenario.Rules("""
        SecAction "id:1,phase:1,allow,nolog"
        SecAction "id:2,phase:2,deny"
        SecAction "id:3,phase:5,pass"
        """).Get("/").Fires(1, 3).Passes();

    [Fact]
    public void Allow_request_ends_where_the_response_begins() => Scenario.Rules("""
        SecAction "id:1,phase:1,allow:request"
        SecAction "id:2,phase:2,deny"
        SecAction "id:3,phase:3,deny,status:405"
        """).Get("/").Fires(1, 3).Blocks(405);

    [Fact]
    public void Allow_phase_ends_only_its_phase() => Scenario.Rules("""
        SecAction "id:1,phase:1,allow:phase"
        SecAction "id:2,phase:1,deny"
        SecAction "id:3,phase:2,deny,status:405"
        """).Get("/").Fires(1, 3).Blocks(405);

    [Fact]
    public void An_interrupted_request_still_has_its_phase_five() => Scenario.Rules("""
        SecAction "id:1,phase:1,deny"
        SecAction "id:2,phase:2,pass"
        SecAction "id:3,phase:5,deny,status:500"
        """).Get("/").Fires(1, 3).Blocks(403);

    [Fact]
    public void A_redirect_goes_where_its_macro_says()
    {
        var stop = Scenario.Rules("SecRule ARGS:a \"@rx .\" \"id:1,phase:1,redirect:'https://example.com/?id=%{UNIQUE_ID}'\"").Get("/?a=1").Run().Interruption;
        Assert.Equal(new Interruption(InterruptionKind.Redirect, 302, "https://example.com/?id=test-0001", 1, 1), stop);
    }

    [Fact]
    public void A_persistent_collection_outlives_its_request()
    {
        var store = new CollectionStore(TimeProvider.System);
        var scenario = Scenario.Rules("""
            SecAction "id:1,phase:1,pass,nolog,initcol:ip=%{REMOTE_ADDR},setvar:ip.hits=+1"
            SecRule IP:hits "@gt 2" "id:2,phase:1,deny,status:429"
            """).With(store).Get("/");
        scenario.Passes().Passes().Blocks(429).Blocks(429);
        scenario.From("203.0.113.9").Passes();
    }

    [Fact]
    public void A_response_is_read_in_phases_three_and_four() => Scenario.Rules("""
        SecResponseBodyAccess On
        SecRule RESPONSE_STATUS "@eq 500" "id:1,phase:3,pass"
        SecRule RESPONSE_BODY "@contains ORA-00933" "id:2,phase:4,deny,status:502"
        """).Get("/").Answer(500, "error ORA-00933").Fires(1, 2).Blocks(502)
        .Answer(500, "error ORA-00933", "image/png").Fires(1).Passes();

    [Fact]
    public void A_value_over_the_pattern_limit_is_a_fault_and_no_match()
    {
        var options = new CompileOptions { Mode = EngineMode.On, Operators = new() { PatternTimeLimit = TimeSpan.FromMilliseconds(20) } };
        var tx = Scenario.Rules("""
            SecRule ARGS:b "@rx ^(\w|\w\w)+\1!$" "id:2,phase:1,deny"
            SecRule MSC_PCRE_LIMITS_EXCEEDED "@eq 1" "id:3,phase:1,pass"
            """, options).Get($"/?b={new string('a', 60)}!x").Run();
        Assert.Null(tx.Interruption);
        Assert.Contains(tx.Findings, f => f.Rule.Id == 3);
        Assert.Contains(tx.Faults, f => f.StartsWith("rule 2:", StringComparison.Ordinal));
        Assert.Equal(2, tx.GaveUp?.Id);
    }

    [Fact]
    public void A_chain_is_named_by_its_first_rule_when_the_pattern_of_a_link_gives_up()
    {
        var options = new CompileOptions { Mode = EngineMode.On, Operators = new() { PatternTimeLimit = TimeSpan.FromMilliseconds(20) } };
        var tx = Scenario.Rules("""
            SecRule ARGS:b "@unconditionalMatch" "id:2,phase:1,deny,chain"
            SecRule ARGS:b "@rx ^(\w|\w\w)+\1!$"
            """, options).Get($"/?b={new string('a', 60)}!x").Run();
        Assert.Null(tx.Interruption);
        Assert.Equal(2, tx.GaveUp?.Id);
        Assert.Contains(tx.Faults, f => f.StartsWith("rule 2:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_patterns_of_one_transaction_may_take_is_bounded_over_all_values()
    {
        // Each search takes less than a twentieth of what one may; backtracking makes its cost the same every time.
        const string rules = """SecRule ARGS "@rx ^(?:(\w)|\w\w)+\1!$" "id:1,phase:1,deny" """;
        var values = string.Join('&', Enumerable.Range(0, 100).Select(i => $"a{i}={new string('a', 22)}!x"));

        Assert.Equal(1, Scenario.Rules(rules, Steps(100_000)).Get($"/?{values}").Run().GaveUp?.Id);
        // Nothing of it holds for whoever uses the thread next.
        Assert.Null(Scenario.Rules(rules, Steps(long.MaxValue)).Get($"/?{values}").Run().GaveUp);

        static CompileOptions Steps(long most) => new() { Mode = EngineMode.On, PatternSteps = most };
    }
}
