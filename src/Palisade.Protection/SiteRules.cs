using Palisade.Engine.Rules;

namespace Palisade.Protection;

/// <summary>What one site says besides the rules that it shares with others: SecLang with exclusions, thresholds (<c>setvar</c>) and rules of its own.</summary>
public sealed record SiteRules
{
    /// <summary>Names the site's texts in diagnostics and findings, as <c>NAME:before</c>. Data files are looked for in its folder, if it is a path.</summary>
    public required string Name { get; init; }

    /// <summary>SecLang that stands before the rules, behind set-up and preamble: where the Core Rule Set has REQUEST-900-EXCLUSION-RULES-BEFORE-CRS. Empty for none.</summary>
    public string Before { get; init; } = "";

    /// <summary>SecLang that stands behind the rules: where the Core Rule Set has RESPONSE-999-EXCLUSION-RULES-AFTER-CRS. Empty for none.</summary>
    public string After { get; init; } = "";

    /// <summary>Replaces <c>SecRuleEngine</c>; null leaves it to the shared rules.</summary>
    public EngineMode? Mode { get; init; }
}
