namespace Palisade.Configuration.Policies;

/// <summary>What a rule of a rate limiter policy does.</summary>
public enum RateAction
{
    /// <summary>The policy's own limiter holds.</summary>
    Apply,

    /// <summary>No limiter holds.</summary>
    Bypass,

    /// <summary>Another limiter holds.</summary>
    Custom,
}

/// <summary>Which rate limiter holds where: the first rule that matches says; where none does, the policy's own limiter holds, if it has one.</summary>
public sealed record RateLimiterPolicyConfig : PolicySpec
{
    /// <summary>Which servers. Default any.</summary>
    public ServerChoiceConfig Server { get; init; } = new();

    /// <summary>The policy's own <c>rate_limiter</c>; null for none.</summary>
    public string? RateLimiter { get; init; }

    /// <summary>Rules, in order.</summary>
    public IReadOnlyList<RateRuleConfig> Rules { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at) =>
    [
        .. Server.Check(at),
        .. RateLimiter is not null || Rules.Count > 0 ? [] : (ConfigFault[])[new(at, "A policy needs a rate_limiter, rules or both.")],
        .. Rules.SelectMany((rule, i) => rule.Match.Check($"{at}.rules[{i}]")),
        .. RateLimiter is not null ? [] : Rules.SelectMany((rule, i) => rule.Action is RateAction.Apply ? (ConfigFault[])[new($"{at}.rules[{i}].spec.apply_rate_limiter", "The policy has no rate_limiter of its own to apply.")] : []),
    ];

    /// <inheritdoc/>
    public override IEnumerable<PolicyReference> References(string at) =>
    [
        .. PolicyReference.Of($"{at}.rate_limiter", KindNames.RateLimiter, RateLimiter),
        .. Rules.SelectMany((rule, i) => PolicyReference.Of($"{at}.rules[{i}].spec.custom_rate_limiter", KindNames.RateLimiter, rule.Custom)),
        .. Rules.SelectMany((rule, i) => rule.Match.References($"{at}.rules[{i}].spec")),
    ];
}

/// <summary>One rule: conditions as those of a service policy, of which it reads fewer.</summary>
public sealed record RateRuleConfig(ServicePolicyRuleConfig Match, RateAction Action, string? Custom);
