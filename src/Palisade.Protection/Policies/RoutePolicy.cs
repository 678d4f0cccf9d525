using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Limits;
using Palisade.Protection.Policies.Services;
using Palisade.Protection.Policies.Users;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.GraphQl;
using Palisade.Protection.Apis.Jwt;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Firewall;

namespace Palisade.Protection.Policies;

/// <summary>
/// What holds for a request: everything its site and its route name, compiled. Immutable and shared by all requests; null and empty say
/// "nothing of that kind".
/// </summary>
public sealed class RoutePolicy
{
    /// <summary>Nothing holds: what a gateway without policy files has.</summary>
    public static RoutePolicy None { get; } = new();

    /// <summary>Who may ask for what.</summary>
    public ServicePolicies ServicePolicies { get; init; } = ServicePolicies.None;

    /// <summary>Which rate limits hold; each counts apart. Empty for none.</summary>
    public IReadOnlyList<RatePolicy> RatePolicies { get; init; } = [];

    /// <summary>What tells users apart.</summary>
    public UserFinder Users { get; init; } = UserFinder.ByAddress;

    /// <summary>As the operator wrote it, for events: the site's attachments with those of the route in their place.</summary>
    public AttachmentsConfig Written { get; init; } = new();

    /// <summary>How the firewall decides, with its exclusions; null where neither is attached, and then the rules hold as they are.</summary>
    public FirewallPolicy? Firewall { get; init; }

    /// <summary>The API's description; null for none.</summary>
    public ApiDefinition? ApiDefinition { get; init; }

    /// <summary>Which tokens are good; null where none is asked for.</summary>
    public JwtValidation? Jwt { get; init; }

    /// <summary>The limits of GraphQL; null for none.</summary>
    public GraphQlCheck? GraphQl { get; init; }

    /// <summary>What is done with bots; null for nothing.</summary>
    public BotDefense? Bots { get; init; }
}
