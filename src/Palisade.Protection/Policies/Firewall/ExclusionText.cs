using System.Text;
using Palisade.Configuration.Policies.Firewall;

namespace Palisade.Protection.Policies.Firewall;

/// <summary>Exclusions as SecLang that stands before the rules: a chain that says where, and <c>ctl</c> actions that say what.</summary>
/// <remarks>The path is compared as applications read it (decoded, dot segments removed): <c>/free/../admin</c> is not below <c>/free</c>.</remarks>
internal static class ExclusionText
{
    private static readonly string[] RequestTargets =
        ["ARGS", "ARGS_NAMES", "REQUEST_COOKIES", "REQUEST_COOKIES_NAMES", "REQUEST_HEADERS", "REQUEST_HEADERS_NAMES", "REQUEST_FILENAME", "REQUEST_URI", "REQUEST_URI_RAW", "REQUEST_BODY", "REQUEST_METHOD", "XML", "FILES", "FILES_NAMES", "FILES_EXCERPT", "FILES_TMP_CONTENT", "MULTIPART_PART_HEADERS"];

    /// <summary>One rule.</summary>
    /// <param name="id">The id of the rule it becomes.</param>
    /// <param name="name">Its policy and its own.</param>
    public static string Of(WafExclusionRuleConfig rule, long id, string name)
    {
        var links = Conditions(rule).ToList();
        // Not logged, so that no event comes of it; kept, so that it can be counted.
        var actions = $"id:{id},phase:1,pass,nolog,auditlog,t:none,msg:'exclusion {name}'{string.Concat(Controls(rule).Select(c => $",ctl:'{c}'"))}";
        if (links.Count == 0) return $"SecAction \"{actions}\"\n";
        var text = new StringBuilder();
        for (var i = 0; i < links.Count; i++)
        {
            var (target, pattern, decode) = links[i];
            var chain = i < links.Count - 1 ? ",chain" : "";
            text.AppendLine($"SecRule {target} \"{pattern}\" \"{(i == 0 ? actions : "t:none")}{decode}{chain}\"");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Target, string Operator, string Decode)> Conditions(WafExclusionRuleConfig rule)
    {
        const string Path = ",t:urlDecodeUni,t:normalizePath";
        if (rule.ExactDomain is { } exact) yield return ("REQUEST_HEADERS:Host", $"@rx (?i)^{Literal(exact)}\\.?(?::\\d+)?$", "");
        if (rule.DomainSuffix is { } suffix) yield return ("REQUEST_HEADERS:Host", $"@rx (?i)(?:^|\\.){Literal(suffix.TrimStart('.'))}\\.?(?::\\d+)?$", "");
        if (rule.PathPrefix is { } prefix) yield return ("REQUEST_FILENAME", $"@rx ^{Literal(prefix)}", Path);
        if (rule.PathRegex is { } regex) yield return ("REQUEST_FILENAME", $"@rx {Written(regex)}", Path);
        if (rule.Methods.Count > 0) yield return ("REQUEST_METHOD", $"@rx ^(?:{string.Join('|', rule.Methods)})$", "");
        if (rule.Expires is { } expires) yield return ("TIME_EPOCH", $"@lt {expires.ToUnixTimeSeconds()}", "");
    }

    private static IEnumerable<string> Controls(WafExclusionRuleConfig rule)
    {
        if (rule.Skip) return ["ruleEngine=Off"];
        return
        [
            .. rule.Signatures.SelectMany(e => Control("Id", e.What, e)),
            .. rule.AttackTypes.SelectMany(e => Control("Tag", $"attack-type/{e.What}", e)),
            .. rule.Violations.SelectMany(e => Control("Tag", FirewallViolations.Tag + e.What, e)),
        ];
    }

    private static IEnumerable<string> Control(string by, string what, ExcludedConfig excluded) => excluded.Context is DetectionContext.ContextAny
        ? [$"ruleRemoveBy{by}={what}"]
        : Targets(excluded).Select(target => $"ruleRemoveTargetBy{by}={what};{target}");

    private static string[] Targets(ExcludedConfig excluded)
    {
        var name = excluded.Name.Length > 0 ? ":" + excluded.Name : "";
        return excluded.Context switch
        {
            DetectionContext.ContextParameter => [$"ARGS{name}", $"ARGS_NAMES{name}"],
            DetectionContext.ContextHeader => [$"REQUEST_HEADERS{name}", $"REQUEST_HEADERS_NAMES{name}"],
            DetectionContext.ContextCookie => [$"REQUEST_COOKIES{name}", $"REQUEST_COOKIES_NAMES{name}"],
            DetectionContext.ContextUrl => ["REQUEST_FILENAME"],
            DetectionContext.ContextUri => ["REQUEST_FILENAME", "REQUEST_URI", "REQUEST_URI_RAW"],
            DetectionContext.ContextBody => ["REQUEST_BODY", "XML", "FILES", "FILES_NAMES", "FILES_EXCERPT", "FILES_TMP_CONTENT", "MULTIPART_PART_HEADERS"],
            DetectionContext.ContextResponse => ["RESPONSE_BODY", "RESPONSE_HEADERS"],
            _ => RequestTargets,
        };
    }

    // Every byte but letters and digits by its number: nothing of it means anything to a pattern, a quote or a macro.
    private static string Literal(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) ? $"{(char)b}" : $"\\x{b:x2}"));

    // Quotes end the argument, and %{ begins a macro.
    private static string Written(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] != '"') text.Append(pattern[i]).Append(pattern[++i]);
            else if (pattern[i] == '\\' && i + 1 < pattern.Length) continue;
            else if (pattern[i] == '"') text.Append("\\x22");
            else if (pattern[i] == '%' && i + 1 < pattern.Length && pattern[i + 1] == '{') text.Append("\\x25");
            else text.Append(pattern[i]);
        }

        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
