using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Palisade.Configuration.Policies.Firewall;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Policies.Firewall;

/// <summary>An <c>app_firewall</c> as SecLang that stands behind the rules: what is left out of them, and where its thresholds are.</summary>
internal static class FirewallText
{
    private const long Decision = 25_190_001;
    private const long AnswerDecision = 25_190_002;
    private const long AnswerStatus = 25_190_003;

    // The rules of engine-defaults.conf, by the tag that each has.
    private static readonly FrozenDictionary<string, long[]> Refusing = new Dictionary<string, long[]>(StringComparer.Ordinal)
    {
        ["VIOL_JSON_MALFORMED"] = [25_000_006],
        ["VIOL_XML_MALFORMED"] = [25_000_007],
        ["VIOL_MALFORMED_REQUEST"] = [25_000_003],
        ["VIOL_HTTP_PROTOCOL_BAD_MULTIPART_FORMDATA_REQUEST_PARSING"] = [25_000_008],
        ["VIOL_HTTP_PROTOCOL_BAD_MULTIPART_PARAMETERS_PARSING"] = [25_000_004, 25_000_005],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The text.</summary>
    public static string Of(AppFirewallConfig config)
    {
        var text = new StringBuilder();
        if (config.Signatures is not SignatureSelection.HighMediumLowAccuracySignatures) Remove(text, SignatureTags.Accuracy + "low");
        if (config.Signatures is SignatureSelection.OnlyHighAccuracySignatures) Remove(text, SignatureTags.Accuracy + "medium");
        foreach (var type in config.DisabledAttackTypes) Remove(text, $"attack-type/{type}");
        foreach (var violation in config.DisabledViolations) Remove(text, FirewallViolations.Tag + violation);
        foreach (var id in config.ReportedViolations.SelectMany(v => Refusing.GetValueOrDefault(v, []))) text.AppendLine(CultureInfo.InvariantCulture, $"SecRuleUpdateActionById {id} \"pass\"");
        if (!config.ThreatCampaigns) text.AppendLine($"SecRuleRemoveByTag ^{SignatureTags.Campaign}");
        Thresholds(text, config);
        Answers(text, config);
        return text.ToString();
    }

    private static void Remove(StringBuilder text, string tag) => text.AppendLine($"SecRuleRemoveByTag ^{tag}$");

    // The built-in decision is a rule like any other: it goes, and another one comes.
    private static void Thresholds(StringBuilder text, AppFirewallConfig config)
    {
        Requests(text, config);
        if (config.BlockResponseAt == AppFirewallConfig.UsualBlockAt) return;
        text.AppendLine($"SecRuleRemoveById {SignatureDirectives.ResponseDecision}");
        text.AppendLine(CultureInfo.InvariantCulture, $"SecRule TX:blocking_outbound_anomaly_score \"@ge {config.BlockResponseAt}\" \"id:{AnswerDecision},phase:4,deny,status:502,log,severity:'ERROR',msg:'The response gives away what it should not',logdata:'score %{{TX.blocking_outbound_anomaly_score}}',tag:'palisade'\"");
    }

    private static void Requests(StringBuilder text, AppFirewallConfig config)
    {
        var status = config.BlockingPage?.ResponseCode ?? 403;
        if (config.BlockAt == AppFirewallConfig.UsualBlockAt && status == 403) return;
        text.AppendLine($"SecRuleRemoveById {SignatureDirectives.RequestDecision}");
        text.AppendLine(CultureInfo.InvariantCulture, $"SecRule TX:blocking_inbound_anomaly_score \"@ge {config.BlockAt}\" \"id:{Decision},phase:2,deny,status:{status},log,severity:'CRITICAL',msg:'The request is an attack',logdata:'score %{{TX.blocking_inbound_anomaly_score}}',tag:'palisade'\"");
    }

    private static void Answers(StringBuilder text, AppFirewallConfig config)
    {
        if (config.AllowedResponseCodes.Count == 0 || config.DisabledViolations.Contains(FirewallViolations.ResponseStatus, StringComparer.Ordinal)) return;
        var codes = string.Join('|', config.AllowedResponseCodes);
        var action = config.ReportedViolations.Contains(FirewallViolations.ResponseStatus, StringComparer.Ordinal) ? "pass" : "deny,status:502";
        text.AppendLine($"SecRule RESPONSE_STATUS \"!@rx ^(?:{codes})$\" \"id:{AnswerStatus},phase:3,{action},log,t:none,severity:'ERROR',msg:'The answer has a status that is not allowed',logdata:'%{{RESPONSE_STATUS}}',tag:'palisade',tag:'{FirewallViolations.Tag}{FirewallViolations.ResponseStatus}'\"");
    }
}
