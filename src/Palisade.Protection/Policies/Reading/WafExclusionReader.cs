using Palisade.Configuration.Policies.Firewall;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>waf_exclusion_policy</c>: reads the <c>spec</c>.</summary>
internal static class WafExclusionReader
{
    private const string Any = "ANY";

    /// <summary>Reads the <c>spec</c>.</summary>
    public static WafExclusionConfig Read(Fields fields) => new() { Rules = fields.Mappings("waf_exclusion_rules", Rule) };

    private static WafExclusionRuleConfig Rule(Fields fields)
    {
        fields.OneOf(false, "any_domain", "exact_value", "suffix_value");
        fields.OneOf(false, "any_path", "path_prefix", "path_regex");
        fields.OneOf(true, "waf_skip_processing", "app_firewall_detection_control");
        _ = fields.Empty("any_domain") | fields.Empty("any_path");
        var metadata = fields.Mapping("metadata", f => new WafExclusionRuleConfig { Name = f.Text("name"), Reason = f.OptionalText("description") ?? "" });
        if (metadata is null) fields.Fault("metadata", PolicyCodes.Missing, "missing", "metadata: {name: …, description: …}");
        var control = fields.Mapping("app_firewall_detection_control", Control);
        var methods = fields.Texts("methods");
        return new()
        {
            Name = metadata?.Name ?? "",
            Reason = fields.OptionalText("reason") ?? metadata?.Reason ?? "",
            ExactDomain = fields.OptionalText("exact_value"),
            DomainSuffix = fields.OptionalText("suffix_value"),
            PathPrefix = fields.OptionalText("path_prefix"),
            PathRegex = fields.OptionalText("path_regex"),
            Methods = methods.Contains(Any, StringComparer.Ordinal) ? [] : methods,
            Expires = fields.Time("expiration_timestamp"),
            Skip = fields.Empty("waf_skip_processing"),
            Signatures = control?.Signatures ?? [],
            AttackTypes = control?.AttackTypes ?? [],
            Violations = control?.Violations ?? [],
        };
    }

    private static WafExclusionRuleConfig Control(Fields fields)
    {
        fields.Unsupported("exclude_bot_name_contexts", "bots are the business of bot_defense");
        return new()
        {
            Signatures = fields.Mappings("exclude_signature_contexts", Signature),
            AttackTypes = fields.Mappings("exclude_attack_type_contexts", AttackType),
            Violations = fields.Mappings("exclude_violation_contexts", Violation),
        };
    }

    private static ExcludedConfig Signature(Fields fields)
    {
        var id = fields.Number("signature_id");
        if (id is null or < 1) fields.Fault("signature_id", PolicyCodes.Value, "the id of a signature is needed; all of them are not excluded by one rule");
        return Excluded(fields, $"{id}");
    }

    private static ExcludedConfig AttackType(Fields fields)
    {
        var type = fields.Text("exclude_attack_type");
        if (type.Length > 0 && !AppFirewallReader.IsAttackType(type)) fields.Fault("exclude_attack_type", PolicyCodes.Choice, $"there is no attack type '{type}'");
        return Excluded(fields, type);
    }

    private static ExcludedConfig Violation(Fields fields)
    {
        var name = fields.Text("exclude_violation");
        if (name.Length > 0 && !FirewallViolations.Names.Contains(name))
            fields.Fault("exclude_violation", PolicyCodes.Choice, $"there is no violation '{name}' that is looked for", string.Join(", ", FirewallViolations.Names.Order(StringComparer.Ordinal)));
        return Excluded(fields, name);
    }

    private static ExcludedConfig Excluded(Fields fields, string what) => new(what, fields.Choice("context", DetectionContext.ContextAny), fields.OptionalText("context_name") ?? "");
}
