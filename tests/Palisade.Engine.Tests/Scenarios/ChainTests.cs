namespace Palisade.Engine.Tests.Scenarios;

public sealed class ChainTests
{
    private const string Rules = """
        SecRule ARGS:user "@streq admin" "id:10,phase:1,deny,status:403,chain"
            SecRule ARGS:pass "@rx ^$"
        """;

    [Fact]
    public void A_chain_fires_when_all_its_links_match() => Scenario.Rules(Rules).Get("/login?user=admin&pass=").Fires(10).Blocks(403);

    [Fact]
    public void A_chain_is_quiet_when_one_link_does_not_match() => Scenario.Rules(Rules).Get("/login?user=admin&pass=x").Quiet().Passes();

    [Fact]
    public void A_link_reads_what_the_starter_matched() => Scenario.Rules("""
        SecRule ARGS "@contains a" "id:1,phase:1,pass,chain,logdata:'%{MATCHED_VAR_NAME}'"
            SecRule MATCHED_VARS "@contains b"
        """).Get("/?one=a&two=ab").Fires(1).Logs(1, "MATCHED_VARS:ARGS:two");

    [Fact]
    public void Setvar_of_a_starter_runs_before_its_chain_is_decided() => Scenario.Rules("""
        SecRule ARGS:x "@unconditionalMatch" "id:1,phase:1,pass,setvar:tx.seen=1,chain"
            SecRule ARGS:x "@streq never"
        SecRule TX:seen "@eq 1" "id:2,phase:1,pass"
        """).Get("/?x=1").Fires(2);

    [Fact]
    public void A_chain_without_its_next_rule_never_fires() =>
        Scenario.Rules("SecRule ARGS \"@rx a\" \"id:1,phase:1,deny,chain\"").Get("/?a=a").Quiet().Passes();
}
