using System.Globalization;
using System.Text;
using Palisade.Engine.Tests.Scenarios;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Rules walk only over the values that their scanner or their key speaks for: the same values, in the same order, as if they walked over all, however many there are.</summary>
public sealed class ManyValuesTests
{
    private const string Rules = """
        SecRuleEngine On
        SecAction "id:1,phase:1,pass,nolog,setvar:tx.a=1,setvar:tx.b=2,setvar:tx.c=3,setvar:tx.d=%{tx.a}%{tx.b},setvar:!tx.c"
        SecRule ARGS "@contains lantern" "id:10,phase:2,pass,log,msg:'%{matched_var_name} %{matched_var} %{tx.d}',setvar:tx.score=+1"
        SecRule ARGS:a1|ARGS:A7 "@contains pebble" "id:11,phase:2,pass,log,t:lowercase,msg:'%{matched_var}'"
        SecRule ARGS|!ARGS:a3 "@rx (?i)orch(ard)" "id:12,phase:2,pass,log,capture,msg:'%{tx.1} %{matched_var_name}'"
        SecRule ARGS:/^a[12]/ "@streq thread" "id:13,phase:2,pass,log"
        SecRule ARGS:a5 "!@rx ^[a-z]*$" "id:14,phase:2,pass,log,msg:'%{matched_var}'"
        SecRule &ARGS:a2 "@gt 2" "id:15,phase:2,pass,log"
        SecRule ARGS:a4 "@ge 7" "id:16,phase:2,pass,log"
        SecRule ARGS_NAMES "@endsWith 9" "id:17,phase:2,pass,log,setvar:tx.b=%{matched_var}"
        SecRule REQUEST_HEADERS:Range "@rx bytes=" "id:18,phase:2,pass,log"
        SecRule ARGS:a4|REQUEST_COOKIES:a4 "@contains lantern" "id:20,phase:2,pass,log,t:base64Decode,msg:'%{matched_var_name} %{matched_var}'"
        SecRule REQUEST_COOKIES|!REQUEST_COOKIES:/^a[12]$/ "@rx pebb.e" "id:21,phase:2,pass,log,multiMatch,t:lowercase,t:base64Decode,msg:'%{matched_var_name} %{matched_var}'"
        SecRule TX:/^[a-d]$/ "@rx ." "id:19,phase:2,pass,log,msg:'%{matched_var_name}'"

        """;

    private static readonly string[] Texts = ["lantern", "Pebble", "orchard", "ORCHARD", "thread", "8", "x-y", "bGFudGVybg==", "cGViYmxl"];

    [Theory]
    [InlineData(0, 6)]
    [InlineData(60, 70)]
    [InlineData(120, 260)]
    public void What_scanners_and_keys_leave_out_would_not_have_matched(int least, int most)
    {
        var dice = new Random(least);
        var rules = Scenario.Compile(Rules).Rules!;
        var stores = new StorePair(new StillClock());
        for (var i = 0; i < 40; i++)
        {
            var difference = Lockstep.Run(rules, Made(dice, dice.Next(least, most)), stores);
            Assert.True(difference is null, $"request {i}: {difference}");
        }
    }

    [Fact]
    public void What_a_connection_knows_of_a_value_under_one_key_is_not_taken_for_its_text_under_others()
    {
        // Under "other" no rule decodes the value. Where that is remembered, and the text stands in the cookies a second time, the rule that reads it as a4 must still see it.
        var rules = Scenario.Compile(Rules).Rules!;
        var stores = new StorePair(new StillClock());
        var filling = string.Concat(Enumerable.Range(0, 40).Select(i => $"n{i}=v; "));
        string[] values = [.. Enumerable.Range(0, 8).Select(i => Convert.ToBase64String(Encoding.ASCII.GetBytes($"lantern{i}")))];
        var known = filling + string.Join("; ", values.Select((v, i) => $"other{i}={v}"));
        foreach (var cookie in new[] { known, known, known, known, known + string.Concat(values.Select(v => "; a4=" + v)) })
        {
            Assert.Null(Lockstep.Run(rules, Exchange.Of("GET", "/", [("Host", "a"), ("Cookie", cookie)], ""), stores));
        }
    }

    private static Exchange Made(Random dice, int count)
    {
        var cookie = ("Cookie", Pairs(dice, count, "; "));
        return Exchange.Of("GET", "/?" + Pairs(dice, count, "&"), dice.Next(2) == 0 ? [("Host", "a"), cookie] : [("Host", "a"), ("Range", "bytes=1"), ("X", "bytes="), cookie], "");
    }

    private static string Pairs(Random dice, int count, string separator) =>
        string.Join(separator, Enumerable.Range(0, count).Select(_ => string.Create(CultureInfo.InvariantCulture, $"a{dice.Next(12)}={(dice.Next(15) == 0 ? Texts[dice.Next(Texts.Length)] : "plain")}")));
}
