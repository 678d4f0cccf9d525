using Palisade.Manager.Delivery;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Metrics;

/// <summary>What a manager measures: its gateways, what they serve, how long changes take, and what goes wrong. Nothing is kept here; it is looked at when somebody asks.</summary>
/// <param name="apiFailures">How often the store did not answer who asked the API.</param>
internal sealed class ManagerMetrics(ManagerParts parts, Func<long> apiFailures)
{
    private const string Gauge = "gauge";
    private const string Counter = "counter";

    /// <summary>Everything, as it is now.</summary>
    public string Render()
    {
        var text = new MetricText();
        Gateways(text, parts.Gateways?.All ?? []);
        Tenants(text, parts.Gateways?.All ?? []);
        if (parts.Publisher is { } publisher) Publishing(text, publisher);
        text.Family("palisade_database_errors_total", Counter, "Times that the database did not answer, by who asked.", [([("by", "api")], apiFailures()), ([("by", "delivery")], parts.Publisher?.Failures ?? 0)]);
        text.One("palisade_sealing_key_changes_total", Counter, "Changes of tenants' sealing keys since the start.", parts.Sealing?.Changes ?? 0);
        return text.Finish();
    }

    private void Gateways(MetricText text, IReadOnlyList<KnownGateway> all)
    {
        var now = parts.Clock.GetUtcNow();
        text.Family("palisade_gateways", Gauge, "Gateways that were heard of since the start, by group and by whether they are connected.", all
            .GroupBy(g => (g.Identity.Group, g.Connected)).OrderBy(g => g.Key)
            .Select(g => (Labels(("group", g.Key.Group), ("connected", g.Key.Connected ? "true" : "false")), (double)g.Count())));
        text.Family("palisade_gateway_connected", Gauge, "Whether a gateway follows at this moment.", all.Select(g => (Of(g), g.Connected ? 1.0 : 0)));
        text.Family("palisade_gateway_silence_seconds", Gauge, "Time since a gateway was heard last; 0 for one that follows.", all.Select(g => (Of(g), g.Connected ? 0 : Math.Max(0, (now - g.Seen).TotalSeconds))));
        text.Family("palisade_gateway_refused_objects", Gauge, "Objects that a gateway does not serve as they were written.", all.Select(g => (Of(g), (double)g.Tenants.Values.Sum(t => (long)t.RefusedInAll))));
        text.Family("palisade_gateway_tenants_behind", Gauge, "Tenants of which a gateway does not serve the newest snapshot.", all.Select(g => (Of(g), (double)g.Tenants.Values.Count(t => IsBehind(g, t)))));
        text.Family("palisade_gateway_behind_seconds", Gauge, "Age of the oldest snapshot that a gateway does not serve yet; 0 for none.", all.Select(g => (Of(g), Behind(g, now))));
    }

    private void Tenants(MetricText text, IReadOnlyList<KnownGateway> all)
    {
        text.Family("palisade_gateway_revision", Gauge, "The revision of a tenant that a gateway serves.", all.SelectMany(g => g.Tenants.Values
            .OrderBy(t => t.Tenant, StringComparer.Ordinal).Select(t => (Labels([.. Of(g), ("tenant", t.Tenant)]), (double)t.Position.Revision))));
    }

    private static void Publishing(MetricText text, Publisher publisher)
    {
        text.One("palisade_publisher_problems", Gauge, "Tenants whose newest revision is not published.", publisher.Problems.Count);
        var (buckets, sum) = publisher.Propagation.Read();
        text.Histogram("palisade_propagation_seconds", "From the commit of a change until a gateway said that it is in force.", Propagation.Bounds, buckets, sum);
    }

    private bool IsBehind(KnownGateway gateway, ReportedTenant tenant) => parts.Publisher?.PositionOf(tenant.Tenant, gateway.Identity.Group) is { } newest && tenant.Position < newest;

    private double Behind(KnownGateway gateway, DateTimeOffset now) => gateway.Tenants.Values.Where(t => IsBehind(gateway, t))
        .Select(t => parts.Publisher!.PublishedAt(t.Tenant, gateway.Identity.Group) is { } at ? (now - at).TotalSeconds : 0).DefaultIfEmpty(0).Max();

    private static (string, string)[] Of(KnownGateway gateway) => Labels(("gateway", gateway.Identity.Id), ("group", gateway.Identity.Group));

    private static (string, string)[] Labels(params (string, string)[] labels) => labels;
}
