using Palisade.Manager.Accounts;
using Palisade.Manager.Audit;
using Palisade.Manager.Contract;
using Palisade.Manager.Http;
using Palisade.Manager.Metrics;
using Palisade.Manager.Objects;
using Palisade.Manager.Oidc;
using Palisade.Manager.Rollouts;
using Palisade.Manager.Sessions;
using Palisade.Manager.Status;
using Palisade.Manager.Tokens;
using Palisade.Manager.Users;
using Palisade.Manager.Version1;

namespace Palisade.Manager;

/// <summary>Every route there is: what is served, and what the contract's document tells. The one list.</summary>
internal static class RouteList
{
    /// <summary>Makes them.</summary>
    public static IReadOnlyList<Route> Make(ManagerParts parts, SigningOn signing, Authenticator authenticator, Passwords passwords, ManagerMetrics metrics, OidcSigning oidc, V1Following following, CancellationToken ending)
    {
        List<Route> routes =
        [
            .. new SessionRoutes(signing, authenticator, passwords).All,
            .. new OidcRoutes(oidc).All,
            .. new UserRoutes(authenticator, passwords, parts.Clock).All,
            .. new TokenRoutes(authenticator, parts.Clock).All,
            .. new AuditRoutes(parts.Store).All,
            .. new TenantRoutes(parts.Store).All,
            .. new ObjectRoutes(parts.Store).All,
            .. new ApplyRoutes(parts.Store).All,
            .. new HistoryRoutes(parts.Store).All,
            .. new WatchRoutes(parts.Store, ending).All,
            .. new StatusRoutes(parts.Store, parts.Live).All,
            .. new GatewayRoutes(parts.Store, parts.Gateways, parts.Publisher).All,
            .. new MetricRoutes(metrics).All,
            .. new RolloutRoutes(parts.Store, parts.Clock).All,
            .. new SandboxRoutes(parts.Sandbox).All,
        ];
        routes = [.. routes.Select(following.Followed)];
        routes.Add(ContractRoute.Make(routes, V1Description.AddTo));
        return routes;
    }
}
