using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Configuration.Policies;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>
/// The sites and origin pools that a <c>web_service</c> stands for: a site for each inbound rule and external host, with a route for each URL prefix. Rules
/// are asked in the order of their priorities, and those for <c>Any</c> host hold for every host that has rules of its own, too.
/// </summary>
internal static class WebServiceSites
{
    // Objects that were made from a service have this label, by which they are found again.
    private const string Label = "palisade.internal/web-service";

    /// <summary>A selector of everything that was made from a service.</summary>
    public static LabelSelector Made(string service) => LabelSelector.Parse($"{Label}={Mark(service)}").Selector!;

    /// <summary>A selector of everything that was made from any service.</summary>
    public static LabelSelector MadeOfAny { get; } = LabelSelector.Parse(Label).Selector!;

    /// <summary>Whether an object was made from a service.</summary>
    public static bool IsMade(ObjectRecord one) => one.Metadata.Labels.ContainsKey(Label);

    /// <summary>Everything that a service stands for.</summary>
    public static IReadOnlyList<ObjectDraft> Of(ObjectKey service, WebServiceSpec spec, ServiceProtection protection)
    {
        var pools = new Dictionary<string, ObjectDraft>(StringComparer.Ordinal);
        var sites = new Dictionary<string, ObjectDraft>(StringComparer.Ordinal);
        foreach (var inbound in spec.InboundRules)
        {
            // TLS waits for its certificate: rules are often made before it is uploaded.
            var rule = inbound with { Ports = [.. inbound.Ports.Where(p => inbound.ServerCertificate is not null || !spec.SslPorts.Contains(p))] };
            if (rule.Ports.Count == 0) continue;
            foreach (var host in rule.OutboundRules.Select(r => r.ExternalHost).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var name = Free(sites, $"{service.Local.Name}.{rule.Ports[0].ToString(CultureInfo.InvariantCulture)}.{V1Call.Slug(host)}");
                sites[name] = Draft(service, KindNames.Site, name, Criterion.Joined(Site(service, spec, rule, host, pools), Node.OfMap(protection.Attachments)));
            }
        }

        // Without a site, nothing is protected.
        var policies = sites.Count == 0 ? [] : protection.Made.Select(m => Draft(service, m.Kind, m.Name, m.Spec));
        return [.. pools.Values, .. policies, .. sites.Values];
    }

    private static Node Site(ObjectKey service, WebServiceSpec spec, InboundRule inbound, string host, Dictionary<string, ObjectDraft> pools)
    {
        var fields = new Dictionary<string, Node>(StringComparer.Ordinal)
        {
            ["domains"] = Texts([host == OutboundRule.AnyHost ? "*" : host.ToLowerInvariant()]),
            ["listeners"] = Node.OfList([.. inbound.Ports.Select(p => Listener(spec, inbound, p))]),
            ["server_group"] = Named(spec.ServerGroup!),
            ["gateway_groups"] = Node.OfList([Named(inbound.GatewayGroup!)]),
        };
        if (inbound.ServerCertificate is { } certificate) fields["certificates"] = Node.OfList([Named(certificate)]);
        var routes = new List<Node>();
        foreach (var rule in inbound.OutboundRules.Where(r => r.ExternalHost == OutboundRule.AnyHost || string.Equals(r.ExternalHost, host, StringComparison.OrdinalIgnoreCase)))
        {
            var pool = Node.OfText(Pool(service, rule, pools));
            if (rule.UrlPrefix is "" or "/")
            {
                // It takes everything: no rule behind it is ever asked.
                fields["origin_pool"] = pool;
                break;
            }

            routes.Add(Map(("path", Map(("prefix", Node.OfText(rule.UrlPrefix)))), ("origin_pool", pool)));
        }

        if (routes.Count > 0) fields["routes"] = Node.OfList(routes);
        return Node.OfMap(fields);
    }

    private static Node Listener(WebServiceSpec spec, InboundRule rule, int port)
    {
        var listener = Map(("port", NumberOf(port)), ("tls", Node.OfFlag(spec.SslPorts.Contains(port))), ("http2", Node.OfFlag(spec.Http2)));
        return rule.Alias.Length == 0 ? listener : listener.With("alias", Node.OfText(rule.Alias));
    }

    private static string Pool(ObjectKey service, OutboundRule rule, Dictionary<string, ObjectDraft> pools)
    {
        var tls = rule.Encrypt ? rule.Verify ? "-tls" : "-tls-any" : "";
        var key = $"{service.Local.Name}.{V1Call.Slug(rule.InternalHost)}-{rule.ServerPort.ToString(CultureInfo.InvariantCulture)}{tls}";
        var endpoint = Map((IPAddress.TryParse(rule.InternalHost, out _) ? "address" : "name", Node.OfText(rule.InternalHost)), ("port", NumberOf(rule.ServerPort)));
        var spec = Map(("endpoints", Node.OfList([endpoint])));
        if (rule.Encrypt) spec = spec.With("tls", Tls(rule));
        // Two hosts may have one slug.
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? key : $"{key}-{i.ToString(CultureInfo.InvariantCulture)}";
            if (!pools.TryGetValue(name, out var known)) pools[name] = Draft(service, ObjectKinds.OriginPool, name, spec);
            else if (!CanonicalJson.AreEqual(known.Spec, spec)) continue;
            return name;
        }
    }

    private static Node Tls(OutboundRule rule)
    {
        var tls = Map(("verify", Node.OfFlag(rule.Verify)));
        return rule.ClientCertificate is { } certificate ? tls.With("client_certificate", Named(certificate)) : tls;
    }

    private static ObjectDraft Draft(ObjectKey service, string kind, string name, Node spec) => new(
        new(service.Tenant, new(kind, service.Local.Namespace, name)),
        new Annotated { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = Mark(service.Local.Name) }, Description = $"Made from the web_service {service.Local.Name}; change that one." },
        spec);

    private static string Free(Dictionary<string, ObjectDraft> taken, string wanted)
    {
        var name = wanted;
        for (var i = 2; taken.ContainsKey(name); i++) name = $"{wanted}-{i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }

    /// <summary>The name of a service as the value of a label: names are longer than labels may be.</summary>
    public static string Mark(string service) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(service)))[..32];

    private static Node Named(NamedObject named) => named.OfPlatform ? Map(("name", Node.OfText(named.Name)), ("tenant", Node.OfText(ObjectNames.SystemTenant))) : Node.OfText(named.Name);

    private static Node NumberOf(int number) => Node.OfNumber(number.ToString(CultureInfo.InvariantCulture));
}
