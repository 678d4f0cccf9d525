using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The rules of reverse proxies: where requests come in, by gateway group, alias and ports.</summary>
internal static class V1Rules
{
    private const string Rules = "conf/webServices/{site}/{group}/{service}/krpInboundRules";
    private const string Rule = Rules + "/{gateways}/{alias}/{port}";

    // Kept with the rule: no client is asked for a certificate here.
    private static readonly string[] Settings = ["clientAuthenticationAuthorities", "clientAuthenticationRules", "clientSideSslSettings"];

    private const string Told = "{aliasName:s, gatewayGroupName:s, gatewayPorts:[i], serverCertificate:s, clientAuthenticationAuthorities:s, clientAuthenticationRules:o, clientSideSslSettings:s}";

    private static readonly Shape Body = Shape.Parse($"{Told[..^1]}, outboundRules:{{*:{V1OutboundRules.One}}}}}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Rules, ListAsync) { Answer = Shape.Parse($"{{inboundKrpRules:[{Told}]}}") },
        // The gateway group alone: all its addresses, and the ports of the service.
        new("POST", Rules + "/{gateways}", c => PutAsync(c, replace: false)) { Body = Body },
        new("PUT", Rules + "/{gateways}", c => PutAsync(c, replace: true)) { Body = Body },
        new("GET", Rule, ReadAsync) { Answer = Shape.Parse(Told) },
        new("POST", Rule, c => PutAsync(c, replace: false)) { Body = Body },
        new("PUT", Rule, c => PutAsync(c, replace: true)) { Body = Body },
        new("DELETE", Rule, DeleteAsync),
    ];

    /// <summary>The rule that the path names.</summary>
    public static async Task<Node> FindAsync(V1Call call, ObjectRecord service)
    {
        var gateways = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[3], "gateway group");
        var port = Number(call.Names[5].Split(',')[0], "gatewayPort", 1, 65_535);
        return Inbound(service.ReadSpec()).FirstOrDefault(r => Is(r, gateways.Key.Local.Name, call.Names[4], port)) ?? throw V1Refused.Missing("inbound rule", string.Join('/', call.Names.Skip(3).Take(3)));
    }

    /// <summary>Keeps a service with a rule in the place of another, or, with null, without it.</summary>
    public static async Task<Node?> ReplaceAsync(V1Call call, ObjectRecord service, Node known, Node? changed)
    {
        var draft = service.ToDraft();
        var rest = Inbound(draft.Spec).Where(r => !CanonicalJson.AreEqual(r, known));
        await V1Services.SaveAsync(call, draft with { Spec = draft.Spec.With("inbound_rules", Node.OfList([.. rest, .. changed is null ? (Node[])[] : [changed]])) }, service.Version);
        return null;
    }

    /// <summary>A rule with what else a body says.</summary>
    public static Node WithSettings(Node rule, Node given, IReadOnlyList<string> names)
    {
        var settings = Documents.Merged(rule["settings"] ?? Node.EmptyMap, Map(names.Where(n => given[n] is not null).Select(n => (n, given[n]!))));
        return settings.Members.Count == 0 ? rule.Without("settings") : rule.With("settings", settings);
    }

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var (service, rules) = (await V1Services.FindAsync(call), new List<Node>());
        foreach (var rule in Inbound(service.ReadSpec())) rules.Add(await ToldAsync(call, service, rule));
        return Map(("inboundKrpRules", Node.OfList(rules)));
    }

    private static async Task<Node?> ReadAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        return await ToldAsync(call, service, await FindAsync(call, service));
    }

    private static async Task<Node> ToldAsync(V1Call call, ObjectRecord service, Node rule)
    {
        var gateways = await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, rule["gateway_group"]!.Value), call.Stop);
        var told = Map(
            ("aliasName", rule["alias"] ?? Node.OfText("")),
            ("gatewayPorts", rule["ports"]!),
            ("gatewayGroupName", Node.OfText(gateways is null ? rule["gateway_group"]!.Value : V1Names.TitleOf(gateways))));
        if (rule["server_certificate"] is { } certificate) told = told.With("serverCertificate", Node.OfText(await V1Certificates.TitleAsync(call, service, certificate.Value)));
        return Criterion.Joined(told, rule["settings"] ?? Node.EmptyMap);
    }

    private static async Task<Node?> PutAsync(V1Call call, bool replace)
    {
        var given = call.Body;
        var service = await V1Services.FindAsync(call);
        var gateways = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[3], "gateway group");
        var (spec, alias) = (service.ReadSpec(), call.Names.Count > 4 ? call.Names[4] : "");
        var ports = call.Names.Count > 5 ? Ports(Node.OfText(call.Names[5]), "gatewayPorts") : [.. Ports(spec["ports"], "ports"), .. Ports(spec["ssl_ports"], "sslPorts")];
        if (ports.Count == 0) throw V1Refused.Invalid("There is no port: the service has none, and the path names none.");
        var known = Inbound(spec).FirstOrDefault(r => Is(r, gateways.Key.Local.Name, alias, ports[0]));
        if (known is not null && !replace) throw V1Refused.Exists("inbound rule", $"{call.Names[3]}/{alias}/{ports[0].ToString(CultureInfo.InvariantCulture)}");
        var rule = (known ?? Node.EmptyMap).With("gateway_group", Node.OfText(gateways.Key.Local.Name)).With("alias", Node.OfText(Text(given, "aliasName") is { Length: > 0 } other && replace ? other : alias));
        rule = rule.With("ports", Numbers(given["gatewayPorts"] is { Kind: NodeKind.List } list ? Ports(list, "gatewayPorts") : ports));
        if (Text(given, "serverCertificate") is { } certificate)
            rule = certificate.Length == 0 ? rule.Without("server_certificate") : rule.With("server_certificate", Node.OfText(await V1Certificates.NameAsync(call, service, certificate)));
        if (given["outboundRules"] is { Kind: NodeKind.Map } outbound) rule = rule.With("outbound_rules", await V1OutboundRules.WrittenAsync(call, service, outbound));
        return await ReplaceAsync(call, service, known ?? Node.EmptyMap, WithSettings(rule, given, Settings));
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        return await ReplaceAsync(call, service, await FindAsync(call, service), null);
    }

    private static IReadOnlyList<Node> Inbound(Node spec) => spec["inbound_rules"]?.Items ?? [];

    private static bool Is(Node rule, string gateways, string alias, int port) =>
        rule["gateway_group"]?.Value == gateways && (rule["alias"]?.Value ?? "") == alias && Ports(rule["ports"], "ports").Contains(port);
}
