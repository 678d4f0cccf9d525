namespace Palisade.Configuration.Policies;

/// <summary>The words behind <c>kind</c>. Where each is read, <c>PolicyKinds</c> in <c>Palisade.Protection</c> says.</summary>
public static class KindNames
{
    /// <summary>What protects one application.</summary>
    public const string Site = "site";

    /// <summary>How signatures and detectors decide.</summary>
    public const string AppFirewall = "app_firewall";

    /// <summary>What the firewall leaves alone.</summary>
    public const string WafExclusionPolicy = "waf_exclusion_policy";

    /// <summary>Rules about who may ask for what.</summary>
    public const string ServicePolicy = "service_policy";

    /// <summary>Service policies in order.</summary>
    public const string ServicePolicySet = "service_policy_set";

    /// <summary>Addresses.</summary>
    public const string IpPrefixSet = "ip_prefix_set";

    /// <summary>What tells users apart.</summary>
    public const string UserIdentification = "user_identification";

    /// <summary>How many requests a user has.</summary>
    public const string RateLimiter = "rate_limiter";

    /// <summary>Which rate limiter holds where.</summary>
    public const string RateLimiterPolicy = "rate_limiter_policy";

    /// <summary>What is done with bots.</summary>
    public const string BotDefense = "bot_defense";

    /// <summary>An API's description.</summary>
    public const string ApiDefinition = "api_definition";

    /// <summary>Which tokens are good.</summary>
    public const string JwtValidation = "jwt_validation";

    /// <summary>Limits of GraphQL.</summary>
    public const string Graphql = "graphql";
}
