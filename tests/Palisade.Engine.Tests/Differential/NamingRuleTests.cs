using System.Text;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Scenarios;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Rules that are answered without being gone through: those that name a variable after each header, and those that ask for a number or for a header that is not there.</summary>
public sealed class NamingRuleTests
{
    private const string Naming = """
        SecRuleEngine On
        SecAction "id:1,phase:1,pass,nolog,setvar:'tx.forbidden=/proxy/ /x-evil/'"
        SecRule REQUEST_HEADERS:X-Do "@streq list" "id:2,phase:1,pass,nolog,setvar:'tx.forbidden=/host/'"
        SecRule REQUEST_HEADERS:X-Do "@streq none" "id:3,phase:1,pass,nolog,setvar:'!tx.forbidden'"
        SecRule REQUEST_HEADERS:X-Do "@streq other" "id:4,phase:1,pass,nolog,capture,setvar:'tx.name_%{request_headers.x-do}=/proxy/'"
        SecRule REQUEST_HEADERS:X-Do "@streq target" "id:5,phase:1,pass,nolog,ctl:ruleRemoveTargetById=10;REQUEST_HEADERS_NAMES:Proxy"
        SecRule REQUEST_HEADERS:X-Do "@streq variable" "id:6,phase:1,pass,nolog,ctl:ruleRemoveTargetById=10;TX:name_proxy"
        SecRule REQUEST_HEADERS:X-Do "@streq rule" "id:7,phase:1,pass,nolog,ctl:ruleRemoveById=10"
        SecRule REQUEST_HEADERS_NAMES "@rx ^.*$" "id:10,phase:1,pass,log,capture,t:lowercase,msg:'%{MATCHED_VAR}',setvar:'tx.name_%{tx.0}=/%{tx.0}/',chain"
            SecRule TX:/^name_/ "@within %{tx.forbidden}" "setvar:'tx.score=+5'"
        SecRule REQUEST_HEADERS_NAMES "@rx ^(.)." "id:11,phase:1,pass,log,capture,setvar:'tx.first_%{tx.0}=%{tx.0}.',chain"
            SecRule TX:/^first_/ "@within %{tx.forbidden}" "setvar:'tx.score=+1'"
        SecRule REQUEST_HEADERS_NAMES "@rx ^[A-Z].*$" "id:12,phase:2,pass,log,capture,setvar:'tx.name_%{tx.0}=%{tx.0}.',chain"
            SecRule TX:/^name_/ "@within %{tx.forbidden}" "setvar:'tx.score=+2'"
        SecRule REQUEST_HEADERS_NAMES "@rx ^(?:en|ho).*" "id:14,phase:2,pass,log,capture,t:lowercase,setvar:'tx.forbidd%{tx.0}=/%{tx.0}/ /forbidd/',chain"
            SecRule TX:/^forbiddh/ "@within %{tx.forbidden}" "setvar:'tx.score=+7'"
        SecRule TX:0 "@rx ." "id:13,phase:2,pass,log,msg:'%{tx.0}'"

        """;

    private const string Plain = """
        SecRuleEngine On
        SecRule REQUEST_HEADERS:X-Do "@streq target" "id:1,phase:1,pass,nolog,ctl:ruleRemoveTargetById=10;REQUEST_HEADERS:Host"
        SecRule REQUEST_HEADERS:X-Do "@streq all" "id:2,phase:1,pass,nolog,ctl:ruleRemoveTargetById=12-17;REQUEST_HEADERS"
        SecRule &REQUEST_HEADERS:Host "@eq 0" "id:10,phase:1,pass,log"
        SecRule &REQUEST_HEADERS:Proxy "!@eq 0" "id:11,phase:1,pass,log"
        SecRule &REQUEST_HEADERS:Proxy "@gt 1" "id:12,phase:2,pass,log"
        SecRule &REQUEST_HEADERS "@lt 3" "id:13,phase:2,pass,log"
        SecRule &REQUEST_HEADERS|!REQUEST_HEADERS:Host "@lt 3" "id:14,phase:2,pass,log"
        SecRule REQUEST_HEADERS:X-Length "@gt 3" "id:15,phase:2,pass,log"
        SecRule REQUEST_HEADERS:X-Length "!@ge -2" "id:16,phase:2,pass,log"
        SecRule REQUEST_HEADERS:X-Length "!@rx ^\d+$" "id:17,phase:2,pass,log"
        SecRule REQUEST_HEADERS:Host "@gt 5" "id:18,phase:2,pass,log,t:length"
        SecRule REQUEST_HEADERS:Host "!@rx ^a" "id:19,phase:2,pass,log,t:lowercase"
        SecRule REQUEST_HEADERS:User-Agent "!@rx ^a" "id:20,phase:2,pass,log,multiMatch,t:lowercase,t:trim"
        SecRule REQBODY_ERROR "!@eq 0" "id:21,phase:2,pass,log"
        SecRule REQUEST_METHOD "!@within GET POST" "id:22,phase:2,pass,log"

        """;

    private static readonly string[] Names = ["Accept", "PROXY", "Proxy", "X-Evil", "x-evil", "User-Agent", "Other", "Host", "a", "secret name", "en", "Ho", ""];
    private static readonly string[] Lengths = ["", "3", "4", " 7x", "-3", "+5", "x", "99999999999999999999", "-99999999999999999999", "000000000000000000004", "999999999999999999", "\t12"];
    private static readonly string[] Deeds = ["", "", "", "list", "none", "other", "target", "variable", "rule", "all"];
    private static readonly string[] Hosts = ["a", "A", "shop.example", "abcdef"];

    [Fact]
    public void Names_of_headers_that_requests_repeat_are_answered_as_if_each_were_the_first()
    {
        var rules = RunMany(Naming, 13);
        Assert.NotNull(Known(rules, "Host")?.VariableOf(NamingOf(rules, 10)));
        Assert.Equal("/user-agent/", Encoding.ASCII.GetString(Known(rules, "User-Agent")!.VariableOf(NamingOf(rules, 10))!.Value));
        Assert.Null(Known(rules, "secret name"));
    }

    [Fact]
    public void Counts_numbers_and_what_is_not_there_are_answered_as_the_rules_say() => RunMany(Plain, 17);

    private static RuleSet RunMany(string text, int seed)
    {
        var (rules, faults) = Scenario.Compile(text);
        Assert.True(rules is not null, string.Join('\n', faults));
        var stores = new StorePair(new StillClock());
        var dice = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var difference = Lockstep.Run(rules, Made(dice), stores);
            Assert.True(difference is null, $"request {i}: {difference}");
        }

        return rules;
    }

    private static NamingRule NamingOf(RuleSet rules, long id) => rules.Program.Steps(1).Single(s => s.Test.Rule.Info.Id == id).Test.Naming!;

    private static KnownText? Known(RuleSet rules, string name) => rules.Program.Known.Find((int)VariableId.REQUEST_HEADERS_NAMES, default, Encoding.Latin1.GetBytes(name), out _);

    // Many have the same names in the same order, as the requests of one browser.
    private static Exchange Made(Random dice)
    {
        List<(string Name, string Value)> headers = [("User-Agent", Pick(Hosts)), ("Accept", "x")];
        if (dice.Next(8) > 0) headers.Add(("Host", Pick(Hosts)));
        if (dice.Next(2) > 0) headers.Add(("X-Do", Pick(Deeds)));
        if (dice.Next(2) > 0) headers.Add(("X-Length", Pick(Lengths)));
        while (dice.Next(3) == 0) headers.Add((Pick(Names), "v"));
        return Exchange.Of(dice.Next(4) == 0 ? "PUT" : "GET", "/", [.. headers], "");

        string Pick(string[] of) => of[dice.Next(of.Length)];
    }
}
