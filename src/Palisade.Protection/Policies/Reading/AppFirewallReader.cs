using Palisade.Configuration.Policies.Firewall;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>app_firewall</c>: reads the <c>spec</c>, in the shape that operators know, with thresholds of our own.</summary>
internal static class AppFirewallReader
{
    private const string AttackPrefix = "ATTACK_TYPE_";

    /// <summary>Reads the <c>spec</c>.</summary>
    public static AppFirewallConfig Read(Fields fields)
    {
        fields.OneOf(false, "blocking", "monitoring");
        fields.OneOf(false, "detection_settings", "default_detection_settings");
        fields.OneOf(false, "allowed_response_codes", "allow_all_response_codes");
        fields.OneOf(false, "blocking_page", "use_default_blocking_page");
        fields.Unsupported("ai_risk_based_blocking", "the score of thresholds decides");
        fields.Unsupported("bot_protection_setting", "bots are the business of bot_defense");
        _ = fields.Empty("blocking") | fields.Empty("default_detection_settings") | fields.Empty("allow_all_response_codes") | fields.Empty("use_default_blocking_page");
        var config = fields.Mapping("detection_settings", Detection) ?? new AppFirewallConfig();
        var thresholds = fields.Mapping("thresholds", f => new AppFirewallConfig { BlockAt = f.Number("block_at", AppFirewallConfig.UsualBlockAt), BlockResponseAt = f.Number("block_response_at", AppFirewallConfig.UsualBlockAt), ReportAt = f.Number("report_at", 0) });
        return config with
        {
            Monitoring = fields.Empty("monitoring"),
            BlockAt = thresholds?.BlockAt ?? AppFirewallConfig.UsualBlockAt,
            BlockResponseAt = thresholds?.BlockResponseAt ?? AppFirewallConfig.UsualBlockAt,
            ReportAt = thresholds?.ReportAt ?? 0,
            AllowedResponseCodes = fields.Mapping("allowed_response_codes", Codes)?.AllowedResponseCodes ?? [],
            BlockingPage = fields.Mapping("blocking_page", Page),
        };
    }

    private static AppFirewallConfig Detection(Fields fields)
    {
        fields.OneOf(false, "enable_threat_campaigns", "disable_threat_campaigns");
        fields.OneOf(false, "enable_endpoint_habits", "disable_endpoint_habits");
        fields.OneOf(false, "stage_new_signatures", "stage_new_and_updated_signatures", "disable_staging");
        fields.OneOf(false, "violation_settings", "default_violation_settings");
        fields.Unsupported("enable_suppression", "what is a false alarm is said by exclusions, which name a reason");
        _ = fields.Empty("enable_threat_campaigns") | fields.Empty("enable_endpoint_habits") | fields.Empty("disable_staging") | fields.Empty("default_violation_settings") | fields.Empty("disable_suppression");
        var selection = fields.Mapping("signature_selection_setting", Selection) ?? new AppFirewallConfig();
        var staging = fields.Mapping("stage_new_signatures", Staging) ?? fields.Mapping("stage_new_and_updated_signatures", Staging);
        var violations = fields.Mapping("violation_settings", ViolationSettingsReader.Read) ?? new AppFirewallConfig();
        return selection with
        {
            ThreatCampaigns = !fields.Empty("disable_threat_campaigns"),
            EndpointHabits = !fields.Empty("disable_endpoint_habits"),
            StagingDays = staging?.StagingDays ?? 0,
            DisabledViolations = violations.DisabledViolations,
            ReportedViolations = violations.ReportedViolations,
            BlockedViolations = violations.BlockedViolations,
        };
    }

    private static AppFirewallConfig Selection(Fields fields)
    {
        string[] names = ["only_high_accuracy_signatures", "high_medium_accuracy_signatures", "high_medium_low_accuracy_signatures"];
        fields.OneOf(false, names);
        fields.OneOf(false, "attack_type_settings", "default_attack_type_settings");
        _ = fields.Empty(names[1]) | fields.Empty("default_attack_type_settings");
        return new()
        {
            Signatures = fields.Empty(names[0]) ? SignatureSelection.OnlyHighAccuracySignatures
                : fields.Empty(names[2]) ? SignatureSelection.HighMediumLowAccuracySignatures
                : SignatureSelection.HighMediumAccuracySignatures,
            DisabledAttackTypes = fields.Mapping("attack_type_settings", AttackTypeSettings)?.DisabledAttackTypes ?? [],
        };
    }

    private static AppFirewallConfig AttackTypeSettings(Fields fields)
    {
        var types = fields.Texts("disabled_attack_types");
        foreach (var type in types.Where(t => !IsAttackType(t)))
            fields.Fault("disabled_attack_types", PolicyCodes.Choice, $"there is no attack type '{type}'", string.Join(", ", AttackTypes.All.Order(StringComparer.Ordinal).Select(t => AttackPrefix + t)));
        if (AttackTypes.All.All(t => types.Contains(AttackPrefix + t, StringComparer.Ordinal)))
            fields.Fault("disabled_attack_types", PolicyCodes.Value, "with every attack type disabled nothing is left of the firewall", "leave app_firewall out of the site");
        return new() { DisabledAttackTypes = types };
    }

    private static AppFirewallConfig Staging(Fields fields) => new() { StagingDays = fields.Number("staging_period", 7) };

    private static AppFirewallConfig Codes(Fields fields)
    {
        var codes = fields.Texts("response_code");
        foreach (var code in codes.Where(c => !int.TryParse(c, out _))) fields.Fault("response_code", PolicyCodes.Type, $"'{code}' is not a number");
        return new() { AllowedResponseCodes = [.. codes.Select(c => int.TryParse(c, out var number) ? number : 200)] };
    }

    private static BlockingPageConfig Page(Fields fields) => new() { Html = fields.Text("blocking_page"), ResponseCode = fields.Number("response_code", 403) };

    /// <summary>Whether a text is an attack type, with its prefix.</summary>
    public static bool IsAttackType(string text) => text.StartsWith(AttackPrefix, StringComparison.Ordinal) && AttackTypes.All.Contains(text[AttackPrefix.Length..]);
}
