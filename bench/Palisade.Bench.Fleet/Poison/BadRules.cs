using System.Globalization;
using System.Text;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>Rules that do not compile, that cost too much to compile, and that cost too much to run.</summary>
internal static class BadRules
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Dose> All =>
    [
        Dose.Rules("a pattern that is none", Fate.Refused, "spec.rules[0].text", "SecRule ARGS \"@rx (\" \"id:1,phase:2,deny\""),
        Dose.Rules("rules that are no rules", Fate.Refused, "spec.rules[0].text", "SecRule\nSecRule ARGS\n\"\"\" \\\n"),
        Dose.Rules("rules that include themselves", Fate.Refused, "Include", "Include a.conf\nSecRule ARGS \"@rx a\" \"id:1,phase:2,pass\""),
        Dose.Rules("rules that include files of the gateway", Fate.Refused, "Include", "Include /etc/passwd\nInclude /etc/*\n"),
        Dose.Rules("rules that run programs", Fate.Refused, "spec.rules[0].text", "SecRule ARGS \"@inspectFile /bin/sh\" \"id:1,phase:2,deny\"\nSecRule ARGS \"@rx a\" \"id:2,phase:2,exec:/bin/sh\""),
        Dose.Rules("rules that read files of the gateway", Fate.Refused, "spec.rules[0].text", "SecRule ARGS \"@pmFromFile ../../../../etc/passwd\" \"id:1,phase:2,deny\""),
        Dose.Rules("rules that write where they like", Fate.Borne, "", "SecAuditEngine On\nSecAuditLog /etc/cron.d/palisade\nSecDataDir /\nSecUploadDir /\nSecDebugLog /etc/passwd\nSecRule ARGS \"@rx a\" \"id:1,phase:2,pass\""),
        Dose.Rules("the same id ten thousand times", Fate.Refused, "spec.rules[0].text", Many(10_000, i => "SecRule ARGS \"@rx a\" \"id:1,phase:2,deny\"")),
        Dose.Rules("10 MB of rules", Fate.Refused, "bytes", Many(90_000, i => $"SecRule ARGS \"@rx attack{i}[a-z]+{i}\" \"id:{i + 1},phase:2,deny,msg:'{new string('m', 40)}'\"")),
        Dose.Rules("40,000 rules", Fate.Borne, "", Many(40_000, i => $"SecRule ARGS \"@rx attack{i}[a-z]+{i}\" \"id:{i + 1},phase:2,pass\"")) with { Ask = "/?a=attack5x5" },
        Dose.Rules("counters within counters", Fate.Borne, "", "SecRule ARGS \"@rx ((a{1,1000}){1,1000}){1,1000}b\" \"id:1,phase:2,pass\"\nSecRule ARGS \"@rx (?:(?:x{500}|y{500}){500}){500}\" \"id:2,phase:2,pass\"") with { Ask = $"/?a={new string('a', 4000)}" },
        Dose.Rules("patterns that backtrack", Fate.Borne, "", "SecRule ARGS \"@rx ^(a+)+\\1+$\" \"id:1,phase:2,deny\"\nSecRule ARGS \"@rx ^(?:(.*)*)*\\1c$\" \"id:2,phase:2,deny\"") with { Ask = $"/?a={new string('a', 4000)}b" },
        Dose.Rules("automata of a million states", Fate.Borne, "", Many(200, i => $"SecRule ARGS \"@rx [ab]*a[ab]{{{40 + i}}}c{i}\" \"id:{i + 1},phase:2,pass\"")) with { Ask = $"/?a={string.Concat(Enumerable.Range(0, 2000).Select(i => i * 7919 % 13 < 6 ? 'a' : 'b'))}" },
        Dose.Rules("variables that double themselves", Fate.Borne, "", "SecAction \"id:1,phase:1,pass,nolog,setvar:tx.a=aaaaaaaa\"\n" + Many(60, i => $"SecRule REQUEST_METHOD \"@rx .\" \"id:{i + 10},phase:1,pass,nolog,setvar:'tx.a=%{{tx.a}}%{{tx.a}}'\"")) with { Ask = "/" },
        Dose.Rules("variables that double themselves when rules are loaded", Fate.Borne, "", "SecAction \"id:1,phase:1,pass,nolog,setvar:tx.a=aaaaaaaa\"\n" + Many(60, i => $"SecAction \"id:{i + 10},phase:1,pass,nolog,setvar:'tx.a=%{{tx.a}}%{{tx.a}}'\"")) with { Ask = "/" },
        Dose.Rules("a jump to nowhere", Fate.Borne, "", "SecAction \"id:1,phase:1,pass,nolog,skipAfter:NOWHERE\"\nSecAction \"id:2,phase:1,pass,nolog,skip:999999999\"") with { Ask = "/" },
        Dose.Rules("a chain of ten thousand rules", Fate.Borne, "", "SecRule ARGS \"@rx a\" \"id:1,phase:2,pass,chain\"\n" + Many(10_000, i => "SecRule ARGS \"@rx a\" \"chain\"") + "\nSecRule ARGS \"@rx a\" \"t:none\"") with { Ask = "/?a=a" },
        Dose.Rules("a thousand transformations", Fate.Borne, "", $"SecRule ARGS \"@rx a\" \"id:1,phase:2,pass{string.Concat(Enumerable.Repeat(",t:hexEncode", 1000))}\"") with { Ask = "/?a=aaaaaaaaaaaaaaaa" },
        Dose.Rules("a list of 200,000 words", Fate.Borne, "", "SecRule ARGS \"@pmFromFile words\" \"id:1,phase:2,pass\"", $"  data:\n  - name: words\n    text: '{string.Join("\n\n", Enumerable.Range(0, 200_000).Select(i => $"w{i * 7919L % 1_000_003}"))}'\n") with { Ask = "/?a=w7919" },
        Dose.Rules("a rule that throws inside the engine", Fate.Borne, "", "SecRule ARGS:poison \"@noMatch palisade-test-fault\" \"id:1,phase:1,pass\"") with { Ask = "/?poison=1", Answers = 503 },
        Dose.Rules("answers that a rule throws away", Fate.Borne, "", "SecAction \"id:1,phase:1,drop,status:999999\"\nSecAction \"id:2,phase:3,redirect:'javascript:alert(1)',status:302\"") with { Ask = "/" },
    ];

    private static string Many(int count, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "\n" : "")}{line(i)}");
        return text.ToString();
    }
}
