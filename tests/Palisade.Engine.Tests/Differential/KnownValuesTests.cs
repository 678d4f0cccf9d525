using System.Text;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Scenarios;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Differential;

/// <summary>What is remembered of values from one request to the next changes no answer, whatever the requests and rules in between do.</summary>
public sealed class KnownValuesTests
{
    private const string Rules = """
        SecRuleEngine On
        SecRequestBodyAccess On
        SecRule REQUEST_HEADERS:X-Off "@streq rule" "id:1,phase:1,pass,nolog,ctl:ruleRemoveById=11"
        SecRule REQUEST_HEADERS:X-Off "@streq target" "id:2,phase:1,pass,nolog,ctl:ruleRemoveTargetById=12;REQUEST_HEADERS:User-Agent"
        SecRule REQUEST_HEADERS|REQUEST_HEADERS_NAMES "@rx (?i)^bad.*agent$" "id:11,phase:1,pass,log,capture,msg:'%{tx.0}'"
        SecRule REQUEST_HEADERS|ARGS_NAMES "@rx bad[^x]+agent" "id:12,phase:2,pass,log,t:lowercase,t:urlDecodeUni"
        SecRule REQUEST_HEADERS:User-Agent|REQUEST_COOKIES_NAMES "@rx bad[^x]+agent" "id:13,phase:2,pass,log,t:removeWhitespace"
        SecRule REQUEST_HEADERS:/^user/ "@pm evil agent" "id:14,phase:2,pass,log,multiMatch,t:none,t:urlDecode,t:lowercase"
        SecRule REQUEST_HEADERS:Accept "!@rx ^text" "id:15,phase:2,pass,log"
        SecRule ARGS_NAMES|REQUEST_HEADERS "@detectSQLi" "id:16,phase:2,pass,log,t:urlDecodeUni,chain"
            SecRule REQUEST_HEADERS:User-Agent "@contains agent" "t:lowercase"
        SecRule ARGS "@detectSQLi" "id:17,phase:2,pass,log"
        SecRule REQUEST_HEADERS:Host "@rx %{request_headers.accept}" "id:18,phase:2,pass,log"
        SecRule REQUEST_COOKIES|!REQUEST_COOKIES:id "@rx bad[^x]+agent" "id:19,phase:2,pass,log,t:urlDecodeUni,t:lowercase"
        SecRule REQUEST_COOKIES:/^bad/|REQUEST_HEADERS:Cookie "@rx (?i)good|evil" "id:20,phase:1,pass,log,multiMatch,t:none,t:removeWhitespace"
        SecRule REQUEST_COOKIES:id "!@rx ^b" "id:21,phase:2,pass,log,t:lowercase"
        SecRule REQUEST_HEADERS:X-Off|REQUEST_COOKIES "@detectSQLi" "id:22,phase:2,pass,log,t:urlDecodeUni"

        """;

    private static readonly string[] Agents = ["Bad Agent", "bad%20agent", "badxagent", "Good browser (agent)", "1' or '1'='1", "BAD  AGENT", "", "evil"];
    private static readonly string[] Accepts = ["text/html", "*/*", "text", "bad-agent"];
    private static readonly string[] Names = ["bad.agent", "id", "bad_agent", "q[1]", "badxagent"];
    private static readonly string[] Switches = ["", "rule", "target"];

    [Fact]
    public void Repeated_and_changing_values_are_answered_as_if_each_were_the_first()
    {
        var rules = Scenario.Compile(Rules).Rules!;
        var stores = new StorePair(new StillClock());
        var dice = new Random(11);
        for (var i = 0; i < 600; i++)
        {
            var difference = Lockstep.Run(rules, Made(dice), stores);
            Assert.True(difference is null, $"request {i}: {difference}");
        }

        Assert.True(IsKnown(rules, VariableId.REQUEST_HEADERS, "Good browser (agent)"));
        Assert.True(IsKnown(rules, VariableId.ARGS_GET_NAMES, "bad.agent"));
        Assert.True(IsKnown(rules, VariableId.REQUEST_HEADERS_NAMES, "User-Agent"));
    }

    [Fact]
    public void Cookies_arguments_credentials_and_names_without_a_value_are_not_remembered_for_everybody()
    {
        var rules = Scenario.Compile(Rules).Rules!;
        var stores = new StorePair(new StillClock());
        // Two values that fall on one place, by a hash that each process has anew, drive each other out: of four names one at least is kept.
        string[] plain = ["a", "b", "c", "d"];
        (string Name, string Value)[] Headers(string host) => [("Host", host), ("Cookie", "sid=s3cret; t0ken"), ("Authorization", "Bearer s3cret"), ("X-Api-Key", "s3cret"), ("Referer", "http://a/s3cret")];
        foreach (var name in plain)
        {
            for (var i = 0; i < 10; i++) Assert.Null(Lockstep.Run(rules, Exchange.Of("GET", $"/s3cret?{name}=s3cret&t0ken", Headers(name), ""), stores));
        }

        Assert.Contains(plain, name => IsKnown(rules, VariableId.REQUEST_HEADERS, name));
        Assert.Contains(plain, name => IsKnown(rules, VariableId.ARGS_GET_NAMES, name));
        foreach (var source in Enum.GetValues<VariableId>())
        {
            foreach (var secret in (string[])["s3cret", "t0ken", "sid=s3cret; t0ken", "Bearer s3cret", "http://a/s3cret"]) Assert.False(IsKnown(rules, source, secret));
        }
    }

    [Fact]
    public void Headers_and_cookies_are_remembered_for_their_connection_alone()
    {
        var rules = Scenario.Compile(Rules).Rules!;
        var (one, other) = (new StorePair(new StillClock()), new StorePair(new StillClock()));
        (string Name, string Value)[] headers = [("Host", "a"), ("Cookie", "sid=s3cret"), ("Authorization", "Bearer s3cret"), ("Referer", "http://a/s3cret")];
        for (var i = 0; i < 3; i++) Assert.Null(Lockstep.Run(rules, Exchange.Of("GET", "/?name=arg", headers, ""), one));
        Assert.Null(Lockstep.Run(rules, Exchange.Of("GET", "/", headers, ""), other));

        Assert.True(Remembers(one, ValueSource.Of(VariableId.REQUEST_COOKIES), "sid", "s3cret"));
        Assert.True(Remembers(one, ValueSource.Of(VariableId.REQUEST_HEADERS), "Cookie", "sid=s3cret"));
        Assert.True(Remembers(one, ValueSource.Of(VariableId.REQUEST_HEADERS), "Referer", "http://a/s3cret"));
        Assert.False(Remembers(one, ValueSource.Of(VariableId.REQUEST_COOKIES), "id", "s3cret"));
        Assert.False(Remembers(one, ValueSource.Of(VariableId.REQUEST_HEADERS), "Authorization", "Bearer s3cret"));
        Assert.False(Remembers(one, ValueSource.Of(VariableId.ARGS_GET), "name", "arg"));
        Assert.False(Remembers(other, ValueSource.Of(VariableId.REQUEST_COOKIES), "sid", "s3cret"));
        one.Memory.Clear();
        Assert.False(Remembers(one, ValueSource.Of(VariableId.REQUEST_COOKIES), "sid", "s3cret"));

        bool Remembers(StorePair connection, ValueSource source, string key, string value) =>
            connection.Memory.Of(rules.Program).Find(SharedValues.OfConnection(source), Encoding.Latin1.GetBytes(key), Encoding.Latin1.GetBytes(value), out _) is not null;
    }

    [Fact]
    public void A_connection_starts_anew_when_the_rules_are_others()
    {
        var (rules, others) = (Scenario.Compile(Rules).Rules!, Scenario.Compile(Rules.Replace("bad", "worse", StringComparison.Ordinal)).Rules!);
        var stores = new StorePair(new StillClock());
        var dice = new Random(13);
        for (var i = 0; i < 300; i++)
        {
            var difference = Lockstep.Run(i / 7 % 2 == 0 ? rules : others, Made(dice), stores);
            Assert.True(difference is null, $"request {i}: {difference}");
        }
    }

    private static bool IsKnown(RuleSet rules, VariableId source, string value) => rules.Program.Known.Find((int)source, default, Encoding.Latin1.GetBytes(value), out _) is not null;

    private static Exchange Made(Random dice)
    {
        (string Name, string Value)[] headers =
        [
            ("Host", "shop"), (dice.Next(3) == 0 ? "user-agent" : "User-Agent", Pick(Agents)), ("Accept", Pick(Accepts)), ("X-Off", Pick(Switches)), ("Cookie", $"{Pick(Names)}={Pick(Agents)}"),
        ];
        return Exchange.Of("GET", $"/?{Pick(Names)}={Uri.EscapeDataString(Pick(Agents))}&{Pick(Names)}=1", headers, "");

        string Pick(string[] of) => of[dice.Next(of.Length)];
    }
}
