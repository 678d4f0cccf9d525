using Palisade.Api.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Delivery;
using Palisade.Manager.Http;
using Palisade.Storage;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Status;

/// <summary>The gateways that serve a tenant, and what they do not serve of it.</summary>
/// <param name="gateways">Null where this manager serves none.</param>
/// <param name="publisher">Null where this manager makes no snapshots.</param>
internal sealed class GatewayRoutes(ObjectStore store, Gateways? gateways, Publisher? publisher)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants/{tenant}/gateways", "The gateways that serve the tenant, and what they refused", Gate.Here(Permission.Read), ListAsync)
        {
            Answers = [new(200, typeof(GatewayList))],
        },
    ];

    private async Task<Answer> ListAsync(Call call)
    {
        var (tenant, saved) = (call.Tenant, await store.Tenant(call.Tenant).RevisionAsync(call.Stop));
        // Read before the gateways: what is newer by then is not told as prepared.
        var prepared = Math.Max(0, publisher?.PreparedOf(tenant) ?? 0);
        return Answer.Ok(new GatewayList([.. gateways?.Of(tenant).Select(g => View(tenant, g.Gateway, g.Report)) ?? []], saved, prepared));
    }

    private GatewayView View(string tenant, KnownGateway gateway, ReportedTenant report)
    {
        var wanted = publisher?.PositionOf(tenant, gateway.Identity.Group);
        return new(
            gateway.Identity.Id, gateway.Identity.Group, gateway.Connected, gateway.Seen, gateway.Version, (long)report.Position.Revision, report.Problem, report.RefusedInAll,
            [.. report.Refused.Select(r => new RefusedView(new LocalKey(r.Kind, r.Namespace, r.Name).ToString(), r.Field, r.Message, r.Kept))],
            (long)(wanted ?? default).Revision,
            !gateway.Connected ? "away" : wanted is { } position && report.Position < position ? "behind" : report.RefusedInAll > 0 ? "refused" : "live");
    }
}
