using Palisade.Api.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Delivery;
using Palisade.Manager.Http;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Status;

/// <summary>The gateways that serve a tenant, and what they do not serve of it.</summary>
/// <param name="gateways">Null where this manager serves none.</param>
internal sealed class GatewayRoutes(Gateways? gateways)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants/{tenant}/gateways", "The gateways that serve the tenant, and what they refused", Gate.Here(Permission.Read), c => Task.FromResult(Answer.Ok(List(c.Tenant))))
        {
            Answers = [new(200, typeof(GatewayList))],
        },
    ];

    private GatewayList List(string tenant) => new([.. gateways?.Of(tenant).Select(g => View(g.Gateway, g.Report)) ?? []]);

    private static GatewayView View(KnownGateway gateway, ReportedTenant report) => new(
        gateway.Identity.Id, gateway.Identity.Group, gateway.Connected, gateway.Seen, gateway.Version, (long)report.Position.Revision, report.Problem, report.RefusedInAll,
        [.. report.Refused.Select(r => new RefusedView(new LocalKey(r.Kind, r.Namespace, r.Name).ToString(), r.Field, r.Message, r.Kept))]);
}
