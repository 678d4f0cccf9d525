using System.Globalization;
using System.Text;

namespace Palisade.Protection.Tests.Sites;

/// <summary>What sites say besides the Core Rule Set: exclusions of all kinds, thresholds and rules of their own, different in each site and the same in each run.</summary>
internal static class SiteTexts
{
    private static readonly string[] Names = ["q", "comment", "body", "password", "html", "query", "redirect_to", "payload", "filter", "note"];
    private static readonly string[] Paths = ["/wp-admin", "/api/v2/import", "/search", "/editor/save", "/webhook", "/graphql"];
    private static readonly string[] Tags = ["attack-sqli", "attack-xss", "attack-lfi", "attack-rce", "attack-protocol", "platform-windows", "paranoia-level/2"];
    private static readonly string[] Messages = ["SQL Injection", "XSS", "Path Traversal", "PHP Injection", "HTTP Splitting"];
    private static readonly int[] Rules = [920170, 920300, 920420, 930120, 932100, 932160, 933150, 941100, 941160, 942100, 942190, 942330, 942360, 942430, 943110];

    /// <summary>Five exclusions, two thresholds and one rule: what a site typically has.</summary>
    public static SiteRules Typical(int number) => new()
    {
        Name = $"site{number}",
        Before = $"""
            SecAction "id:9000001,phase:1,pass,nolog,t:none,setvar:tx.inbound_anomaly_score_threshold={5 + (number % 20)},setvar:tx.outbound_anomaly_score_threshold=4"
            SecRule REQUEST_URI "@beginsWith {Of(Paths, number)}/{number}" "id:9000002,phase:1,pass,nolog,ctl:ruleRemoveTargetById=942100;ARGS:{Of(Names, number)}"

            """,
        After = $"""
            SecRuleRemoveById {Of(Rules, number)}
            SecRuleRemoveById {Of(Rules, number / 3)} {Of(Rules, number + 5)}
            SecRuleUpdateTargetById {Of(Rules, number + 1)} "!ARGS:{Of(Names, number / 2)}{number}"
            SecRuleUpdateTargetById {Of(Rules, number + 2)} "!REQUEST_COOKIES:/^s{number}_/"
            SecRuleUpdateTargetById 942000-942999 "!ARGS:{Of(Names, number + 3)}"

            """,
    };

    /// <summary>Anything that a site may say, by chance.</summary>
    public static SiteRules Any(int number)
    {
        var chance = new Random(number);
        var (before, after) = (new StringBuilder(), new StringBuilder());
        for (var i = chance.Next(8); i >= 0; i--) after.AppendLine(Exclusion(chance, number));
        for (var i = chance.Next(4); i > 0; i--) before.AppendLine(Rule(chance, number, 9_000_010 + i));
        if (chance.Next(2) == 0) before.AppendLine(CultureInfo.InvariantCulture, $"SecAction \"id:9000001,phase:1,pass,nolog,setvar:tx.inbound_anomaly_score_threshold={chance.Next(5, 30)},setvar:tx.blocking_paranoia_level={chance.Next(1, 4)}\"");
        if (chance.Next(4) == 0) after.AppendLine(Rule(chance, number, 9_000_020));
        if (chance.Next(10) == 0) before.AppendLine(CultureInfo.InvariantCulture, $"SecRequestBodyLimit {chance.Next(1000, 1_000_000)}");
        return new() { Name = $"site{number}", Before = before.ToString(), After = after.ToString() };
    }

    private static string Exclusion(Random chance, int number) => chance.Next(10) switch
    {
        0 => $"SecRuleRemoveByTag \"{Any(Tags, chance)}\"",
        1 => $"SecRuleRemoveByMsg \"{Any(Messages, chance)}\"",
        2 => $"SecRuleUpdateTargetByTag \"{Any(Tags, chance)}\" \"!ARGS:{Any(Names, chance)}{number}\"",
        3 => $"SecRuleUpdateTargetByMsg \"{Any(Messages, chance)}\" \"!REQUEST_COOKIES:/^{Any(Names, chance)}/\"",
        4 => $"SecRuleUpdateActionById {Any(Rules, chance)} \"{Any(["pass", "nolog", "severity:NOTICE", "tag:site,setvar:tx.seen=+1"], chance)}\"",
        5 => $"SecRuleRemoveById {Any(Rules, chance)}-{950_000 + chance.Next(1000)}",
        6 => $"SecRuleUpdateTargetById {Any(Rules, chance)} \"REQUEST_HEADERS:X-{Any(Names, chance)}\"",
        7 or 8 => $"SecRuleUpdateTargetById {Any(Rules, chance)} \"!ARGS:{Any(Names, chance)}\"",
        _ => $"SecRuleRemoveById {Any(Rules, chance)}",
    };

    private static string Rule(Random chance, int number, int id) => chance.Next(5) switch
    {
        0 => $"SecRule REQUEST_URI \"@beginsWith {Any(Paths, chance)}\" \"id:{id},phase:1,pass,nolog,ctl:ruleRemoveByTag={Any(Tags, chance)}\"",
        1 => $"SecRule ARGS|REQUEST_BODY \"@rx (?i)\\bforbidden{number}\\s*=\" \"id:{id},phase:2,deny,status:403,t:none,t:urlDecodeUni,msg:'Own rule'\"",
        2 => $"SecRule REMOTE_ADDR \"@ipMatch 192.0.2.{chance.Next(256)},198.51.100.0/24\" \"id:{id},phase:1,pass,nolog,ctl:ruleEngine=Off\"",
        3 => $"SecRule REQUEST_HEADERS:User-Agent \"@pm scraper{number} bot{chance.Next(100)} crawler\" \"id:{id},phase:1,deny,t:lowercase\"",
        _ => $"SecRule REQUEST_METHOD \"@streq POST\" \"id:{id},phase:1,pass,nolog,chain\"\nSecRule REQUEST_FILENAME \"@endsWith {Any(Paths, chance)}\" \"ctl:ruleRemoveTargetByTag={Any(Tags, chance)};ARGS:{Any(Names, chance)}\"",
    };

    private static T Of<T>(T[] all, int number) => all[number % all.Length];

    private static T Any<T>(T[] all, Random chance) => all[chance.Next(all.Length)];
}
