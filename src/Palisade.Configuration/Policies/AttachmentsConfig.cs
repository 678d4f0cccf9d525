namespace Palisade.Configuration.Policies;

/// <summary>
/// What holds for a site or for one of its routes, by name. Null says nothing: a route then has what its site has. An empty list
/// says "none".
/// </summary>
public sealed record AttachmentsConfig
{
    /// <summary>An <c>app_firewall</c>.</summary>
    public string? AppFirewall { get; init; }

    /// <summary><c>waf_exclusion_policy</c> objects.</summary>
    public IReadOnlyList<string>? WafExclusions { get; init; }

    /// <summary><c>service_policy</c> and <c>service_policy_set</c> objects, asked in this order.</summary>
    public IReadOnlyList<string>? ServicePolicies { get; init; }

    /// <summary><c>rate_limiter_policy</c> objects; each counts apart.</summary>
    public IReadOnlyList<string>? RateLimiterPolicies { get; init; }

    /// <summary>A <c>user_identification</c>. Without one, a user is an address.</summary>
    public string? UserIdentification { get; init; }

    /// <summary>A <c>bot_defense</c>.</summary>
    public string? BotDefense { get; init; }

    /// <summary>An <c>api_definition</c>.</summary>
    public string? ApiDefinition { get; init; }

    /// <summary>A <c>jwt_validation</c>.</summary>
    public string? JwtValidation { get; init; }

    /// <summary>A <c>graphql</c> object.</summary>
    public string? Graphql { get; init; }

    /// <summary>What of this holds where <paramref name="route"/> says something of its own.</summary>
    public AttachmentsConfig Under(AttachmentsConfig route) => new()
    {
        AppFirewall = route.AppFirewall ?? AppFirewall,
        WafExclusions = route.WafExclusions ?? WafExclusions,
        ServicePolicies = route.ServicePolicies ?? ServicePolicies,
        RateLimiterPolicies = route.RateLimiterPolicies ?? RateLimiterPolicies,
        UserIdentification = route.UserIdentification ?? UserIdentification,
        BotDefense = route.BotDefense ?? BotDefense,
        ApiDefinition = route.ApiDefinition ?? ApiDefinition,
        JwtValidation = route.JwtValidation ?? JwtValidation,
        Graphql = route.Graphql ?? Graphql,
    };

    /// <summary>The objects it names.</summary>
    public IEnumerable<PolicyReference> References(string at)
    {
        string[] either = [KindNames.ServicePolicy, KindNames.ServicePolicySet];
        return
        [
            .. PolicyReference.Of($"{at}.app_firewall", KindNames.AppFirewall, AppFirewall),
            .. PolicyReference.Of($"{at}.waf_exclusions", KindNames.WafExclusionPolicy, WafExclusions),
            .. (ServicePolicies ?? []).Select((name, i) => new PolicyReference($"{at}.service_policies[{i}]", either, name)),
            .. PolicyReference.Of($"{at}.rate_limiter_policies", KindNames.RateLimiterPolicy, RateLimiterPolicies),
            .. PolicyReference.Of($"{at}.user_identification", KindNames.UserIdentification, UserIdentification),
            .. PolicyReference.Of($"{at}.bot_defense", KindNames.BotDefense, BotDefense),
            .. PolicyReference.Of($"{at}.api_definition", KindNames.ApiDefinition, ApiDefinition),
            .. PolicyReference.Of($"{at}.jwt_validation", KindNames.JwtValidation, JwtValidation),
            .. PolicyReference.Of($"{at}.graphql", KindNames.Graphql, Graphql),
        ];
    }
}
