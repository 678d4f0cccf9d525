using System.Collections.Frozen;
using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Every kind of object and who reads it. The one list.</summary>
internal static class PolicyKinds
{
    /// <summary>What reads the <c>spec</c> behind a <c>kind</c>.</summary>
    public static readonly FrozenDictionary<string, Func<Fields, PolicySpec>> All = new Dictionary<string, Func<Fields, PolicySpec>>(StringComparer.Ordinal)
    {
        [KindNames.BotDefense] = BotDefenseReader.Read,
        [KindNames.Site] = SiteReader.Read,
        [KindNames.IpPrefixSet] = IpPrefixSetReader.Read,
        [KindNames.ServicePolicy] = ServicePolicyReader.Read,
        [KindNames.ServicePolicySet] = ServicePolicySetReader.Read,
        [KindNames.UserIdentification] = UserIdentificationReader.Read,
        [KindNames.RateLimiter] = RateLimiterReader.Read,
        [KindNames.RateLimiterPolicy] = RateLimiterPolicyReader.Read,
        [KindNames.AppFirewall] = AppFirewallReader.Read,
        [KindNames.WafExclusionPolicy] = WafExclusionReader.Read,
        [KindNames.ApiDefinition] = ApiDefinitionReader.Read,
        [KindNames.JwtValidation] = JwtValidationReader.Read,
        [KindNames.Graphql] = GraphqlReader.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
