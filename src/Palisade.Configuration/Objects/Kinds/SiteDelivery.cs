using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>
/// What a <c>site</c> says about delivery: its names, where it listens, its certificates, its origins. What protects it (the attachments,
/// <c>labels</c>, <c>anonymization</c>, and the paths of its routes) is read by <c>Palisade.Protection</c> from the rest: <see cref="Protection"/>.
/// </summary>
public sealed record SiteDelivery
{
    private const int MostDomains = 1000;
    private const int MostRoutes = 2000;

    private static readonly HashSet<string> OfSite =
        ["domains", "listeners", "certificates", "origin_pool", "server_group", "operation_mode", "gateway_groups", "rule_set", "request_headers", "response_headers", "maintenance", "health_monitor"];

    private static readonly HashSet<string> OfRoute = ["origin_pool", "redirect", "rewrite", "request_headers", "response_headers"];

    private static readonly string[] ProtectionOfSite =
        ["app_firewall", "waf_exclusions", "service_policies", "rate_limiter_policies", "user_identification", "bot_defense", "api_definition", "jwt_validation", "graphql", "labels", "anonymization"];

    /// <summary>Host names, <c>*.example.com</c>, or <c>*</c> for those of no other site. Empty for a site that is not delivered yet.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Where it listens; empty (the default) for where its gateways listen anyway.</summary>
    public IReadOnlyList<SiteListener> Listeners { get; init; } = [];

    /// <summary><c>certificate</c> objects; the one that has the name asked for is shown.</summary>
    public IReadOnlyList<NamedObject> Certificates { get; init; } = [];

    /// <summary>The <c>origin_pool</c> of what no route sends elsewhere; null for none.</summary>
    public NamedObject? OriginPool { get; init; }

    /// <summary>The <c>server_group</c> whose operation mode holds; null for none.</summary>
    public NamedObject? ServerGroup { get; init; }

    /// <summary>The site's own operation mode; null (the default) for that of its server group, or simulation without one.</summary>
    public OperationMode? OperationMode { get; init; }

    /// <summary>The gateway groups that serve it; empty (the default) for all of its tenant.</summary>
    public IReadOnlyList<NamedObject> GatewayGroups { get; init; } = [];

    /// <summary>A <c>rule_set</c>; null (the default) for the built-in rules.</summary>
    public NamedObject? RuleSet { get; init; }

    /// <summary>What is changed in headers of requests.</summary>
    public HeaderChanges RequestHeaders { get; init; } = HeaderChanges.None;

    /// <summary>What is changed in headers of answers.</summary>
    public HeaderChanges ResponseHeaders { get; init; } = HeaderChanges.None;

    /// <summary>The page that is shown in the place of the site; null (the default) for the site.</summary>
    public MaintenancePage? Maintenance { get; init; }

    /// <summary>URLs of it that each of its gateways asks for now and then, through the whole path. Default none; 8 at most.</summary>
    public IReadOnlyList<MonitoredUrl> HealthMonitor { get; init; } = [];

    /// <summary>The routes, in order.</summary>
    public IReadOnlyList<RouteDelivery> Routes { get; init; } = [];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static SiteDelivery Read(Fields fields)
    {
        foreach (var name in ProtectionOfSite) _ = fields.Has(name);
        var site = new SiteDelivery
        {
            Domains = fields.Texts("domains"),
            Listeners = [.. fields.Mappings("listeners", SiteListener.Read).Select((listener, i) => listener with { Number = i })],
            Certificates = NamedObject.ListIn(fields, "certificates"),
            OriginPool = NamedObject.In(fields, "origin_pool"),
            ServerGroup = NamedObject.In(fields, "server_group"),
            OperationMode = fields.OptionalChoice<OperationMode>("operation_mode"),
            GatewayGroups = NamedObject.ListIn(fields, "gateway_groups"),
            RuleSet = NamedObject.In(fields, "rule_set"),
            RequestHeaders = fields.Mapping("request_headers", HeaderChanges.Read) ?? HeaderChanges.None,
            ResponseHeaders = fields.Mapping("response_headers", HeaderChanges.Read) ?? HeaderChanges.None,
            Maintenance = fields.Mapping("maintenance", MaintenancePage.Read),
            HealthMonitor = fields.Mappings("health_monitor", MonitoredUrl.Read),
            Routes = fields.Mappings("routes", f => RouteDelivery.Read(f, ProtectionOfSite)),
        };
        site.Check(fields);
        return site;
    }

    /// <summary>The part of a site's <c>spec</c> that <c>Palisade.Protection</c> reads: everything but delivery.</summary>
    public static Node Protection(Node spec)
    {
        var rest = spec.Without(OfSite);
        return rest["routes"] is { Kind: NodeKind.List } routes ? rest.With("routes", Node.OfList([.. routes.Items.Select(r => r.Kind is NodeKind.Map ? r.Without(OfRoute) : r)], routes.At)) : rest;
    }

    private void Check(Fields fields)
    {
        if (Domains.Count > MostDomains) fields.Fault("domains", $"There are {Domains.Count}; {MostDomains} are taken.");
        if (Routes.Count > MostRoutes) fields.Fault("routes", $"There are {Routes.Count}; {MostRoutes} are taken.");
        for (var i = 0; i < Domains.Count; i++)
        {
            if (!HostName.IsDomain(Domains[i])) fields.Fault("domains", $"'{Domains[i]}' is not a host name in small letters, '*.' and one, or '*'.");
        }

        foreach (var twice in Domains.GroupBy(d => d, StringComparer.Ordinal).Where(g => g.Count() > 1)) fields.Fault("domains", $"'{twice.Key}' is there twice.");
        foreach (var twice in Listeners.GroupBy(l => (l.Alias, l.Address, l.Port)).Where(g => g.Count() > 1)) fields.Fault("listeners", $"Port {twice.Key.Port} is there twice.");
        MonitoredUrl.Check(HealthMonitor, Domains, fields);
        if (Listeners.Any(l => l.Tls) && Certificates.Count == 0) fields.Fault("certificates", "A listener with TLS needs one.");
    }
}
