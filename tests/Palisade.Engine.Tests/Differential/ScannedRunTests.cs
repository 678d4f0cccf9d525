using System.Globalization;
using System.Text;
using Palisade.Engine.Tests.Scenarios;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Long runs of rules that scanners speak for: what is passed over together is what would have been refuted one by one, whatever rules skip, remove or end.</summary>
public sealed class ScannedRunTests
{
    private const int RulesOfASet = 150;

    private static readonly string[] Texts = ["copper", "lantern", "orchard", "pebble", "thread", "<script", "union select", "../etc"];
    private static readonly string[] Targets = ["ARGS", "ARGS_NAMES|REQUEST_URI_RAW", "REQUEST_HEADERS", "REQUEST_HEADERS:User-Agent|ARGS", "REQUEST_BODY", "REQUEST_HEADERS|!REQUEST_HEADERS:/^(?:user-.*|accept)$/", "REQUEST_COOKIES"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Runs_are_answered_as_if_each_rule_were_asked(int seed)
    {
        var dice = new Random(seed);
        var rules = Scenario.Compile(Rules(dice)).Rules!;
        Assert.Contains(rules.Program.Scanned(2, folded: false), run => run.Count > 8);
        var stores = new StorePair(new StillClock());
        for (var i = 0; i < 150; i++)
        {
            var difference = Lockstep.Run(rules, Request(dice), stores);
            Assert.True(difference is null, $"seed {seed}, request {i}: {difference}");
        }
    }

    [Fact]
    public void A_run_does_not_reach_over_the_end_of_a_jump()
    {
        string Ten(int first) => string.Concat(Enumerable.Range(first, 10).Select(id => string.Create(CultureInfo.InvariantCulture, $"SecRule ARGS \"@contains word{id}\" \"id:{id},phase:2,pass,log\"\n")));
        var rules = Scenario.Compile($"SecRuleEngine On\nSecRule ARGS:a \"@streq 1\" \"id:1,phase:2,pass,nolog,skipAfter:LATER\"\n{Ten(10)}SecMarker LATER\n{Ten(20)}").Rules!;

        Assert.Equal([(1, 10), (11, 10)], rules.Program.Scanned(2, folded: false).Select(run => (run.From, run.Count)));
    }

    private static string Rules(Random dice)
    {
        var text = new StringBuilder("SecRuleEngine On\nSecRequestBodyAccess On\n");
        for (var id = 1; id <= RulesOfASet; id++)
        {
            if (id % 40 == 0) text.Append(CultureInfo.InvariantCulture, $"SecMarker M{id}\n");
            text.Append(CultureInfo.InvariantCulture, $"SecRule {Pick(dice, Targets)} \"{(dice.Next(30) == 0 ? "!" : "")}@contains {Pick(dice, Texts)}\" \"id:{id},phase:{1 + (dice.Next(4) % 2)},log,msg:'%{{matched_var_name}} %{{matched_var}}',{Action(dice, id)}\"\n");
        }

        return text.ToString();
    }

    private static string Action(Random dice, int id) => dice.Next(40) switch
    {
        0 => "pass,skip:3",
        1 => string.Create(CultureInfo.InvariantCulture, $"pass,skipAfter:M{((id / 40) + 1) * 40}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"pass,ctl:ruleRemoveById={id + 1}-{id + 6}"),
        3 => string.Create(CultureInfo.InvariantCulture, $"pass,ctl:ruleRemoveTargetById={id + 2};ARGS"),
        4 => "pass,ctl:forceRequestBodyVariable=On",
        5 => "allow:phase",
        6 => "pass,t:lowercase,t:urlDecodeUni,multiMatch",
        7 => "deny,status:403",
        _ => "pass,t:lowercase",
    };

    private static Exchange Request(Random dice)
    {
        (string, string)[] headers = [("Host", "a"), ("User-Agent", Value(dice)), ("Accept", Value(dice)), ("X-Word", Value(dice)), ("Cookie", $"a={Value(dice)}"), ("Content-Type", dice.Next(2) == 0 ? "application/x-www-form-urlencoded" : "text/plain")];
        return Exchange.Of("POST", $"/?{Value(dice)}={Value(dice)}&b={Value(dice)}", headers, $"c={Value(dice)}");
    }

    // Seldom one of the texts, so that runs are passed over in part and as a whole.
    private static string Value(Random dice) => dice.Next(12) == 0 ? Pick(dice, Texts).Replace(' ', '+') : "plain";

    private static string Pick(Random dice, string[] of) => of[dice.Next(of.Length)];
}
