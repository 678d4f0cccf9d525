namespace Palisade.Configuration.Policies.Firewall;

/// <summary>The part of a request or response that an exclusion is about.</summary>
public enum DetectionContext
{
    /// <summary>All of it.</summary>
    ContextAny,

    /// <summary>The body as a whole, XML in it, and uploaded files.</summary>
    ContextBody,

    /// <summary>All of the request.</summary>
    ContextRequest,

    /// <summary>All of the response.</summary>
    ContextResponse,

    /// <summary>Parameters of query and body.</summary>
    ContextParameter,

    /// <summary>Headers.</summary>
    ContextHeader,

    /// <summary>Cookies.</summary>
    ContextCookie,

    /// <summary>The path.</summary>
    ContextUrl,

    /// <summary>Path and query as sent.</summary>
    ContextUri,
}

/// <summary><c>waf_exclusion_policy</c>: what the firewall leaves alone, where, until when and why.</summary>
public sealed record WafExclusionConfig : PolicySpec
{
    /// <summary>The most rules of one policy.</summary>
    public const int MostRules = 1000;

    /// <summary>Each holds by itself.</summary>
    public IReadOnlyList<WafExclusionRuleConfig> Rules { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (Rules.Count is 0 or > MostRules) yield return new($"{at}.waf_exclusion_rules", $"It needs rules: 1 to {MostRules}.");
        foreach (var fault in Rules.SelectMany((rule, i) => rule.Check($"{at}.waf_exclusion_rules[{i}]"))) yield return fault;
        foreach (var name in Rules.Select(r => r.Name).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new($"{at}.waf_exclusion_rules", $"Two rules are called '{name.Key}'.");
    }
}

/// <summary>One exclusion.</summary>
public sealed record WafExclusionRuleConfig
{
    private const int LongestName = 128;

    /// <summary>What it is called in metrics and explanations; unique in its policy.</summary>
    public string Name { get; init; } = "";

    /// <summary>Why it is there. Needed: whoever comes later has to know whether it may go.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The whole host; null for any.</summary>
    public string? ExactDomain { get; init; }

    /// <summary>The host or what it ends with, as <c>example.com</c> for <c>shop.example.com</c>; null for any.</summary>
    public string? DomainSuffix { get; init; }

    /// <summary>How the path begins; null for any.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>A regular expression that the path contains; null for any.</summary>
    public string? PathRegex { get; init; }

    /// <summary>In capitals; empty for any.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>From when on it holds no more; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the request is not looked at at all.</summary>
    public bool Skip { get; init; }

    /// <summary>Signatures that are left out.</summary>
    public IReadOnlyList<ExcludedConfig> Signatures { get; init; } = [];

    /// <summary>Attack types that are left out.</summary>
    public IReadOnlyList<ExcludedConfig> AttackTypes { get; init; } = [];

    /// <summary>Violations that are left out.</summary>
    public IReadOnlyList<ExcludedConfig> Violations { get; init; } = [];

    /// <summary>Whether it says nothing of where: any host, any path, any method.</summary>
    public bool IsEverywhere => ExactDomain is null && DomainSuffix is null && PathPrefix is null or "/" && PathRegex is null && Methods.Count == 0;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Name.Length is 0 or > LongestName || !ObjectMetadata.IsName(Name)) yield return new($"{at}.metadata.name", $"'{Name}' is not a name: 1 to 128 letters, digits, '-', '_' and '.'.");
        if (string.IsNullOrWhiteSpace(Reason)) yield return new($"{at}.reason", "An exclusion needs a reason: whoever comes later has to know whether it may go.");
        foreach (var fault in CheckDomain($"{at}.exact_value", ExactDomain).Concat(CheckDomain($"{at}.suffix_value", DomainSuffix))) yield return fault;
        if (PathPrefix is not null && (!PathPrefix.StartsWith('/') || PathPrefix.Any(char.IsControl))) yield return new($"{at}.path_prefix", $"'{PathPrefix}' is not the beginning of a path.");
        if (PathRegex is not null && PathRegex.Any(char.IsControl)) yield return new($"{at}.path_regex", "It has a control character in it.");
        for (var i = 0; i < Methods.Count; i++)
        {
            if (!MethodText.IsMethod(Methods[i])) yield return new($"{at}.methods[{i}]", $"'{Methods[i]}' is not a method in capitals, such as GET.");
        }

        if (!Skip && Signatures.Count + AttackTypes.Count + Violations.Count == 0) yield return new(at, "It excludes nothing: waf_skip_processing or app_firewall_detection_control is needed.");
        if (Skip && IsEverywhere)
            yield return new($"{at}.waf_skip_processing", "On any domain, any path and with any method this switches the whole firewall off. Say where, or leave app_firewall out of the site.");
        foreach (var fault in Signatures.Concat(AttackTypes).Concat(Violations).SelectMany(e => e.Check($"{at}.app_firewall_detection_control"))) yield return fault;
    }

    private static IEnumerable<ConfigFault> CheckDomain(string at, string? domain)
    {
        if (domain is not null && (domain.Length is 0 or > 253 || !domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':' or '[' or ']')))
            yield return new(at, $"'{domain}' is not a host name.");
    }
}

/// <summary>One thing that is left out, and in which part of the request.</summary>
/// <param name="What">The id of a signature, an attack type, or a violation.</param>
/// <param name="Name">The parameter, header or cookie; empty for all of the context.</param>
public sealed record ExcludedConfig(string What, DetectionContext Context, string Name)
{
    /// <summary>Every fault, with <paramref name="at"/> as the path of the mapping it stands in.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        var named = Context is DetectionContext.ContextParameter or DetectionContext.ContextHeader or DetectionContext.ContextCookie;
        if (Name.Length > 0 && !named) yield return new(at, $"context_name '{Name}': only a parameter, a header and a cookie have a name.");
        if (Name.Any(c => char.IsControl(c) || c is '\'' or '"' or '\\' or ';')) yield return new(at, $"context_name '{Name}' has a quote, a backslash, a semicolon or a control character in it.");
    }
}
