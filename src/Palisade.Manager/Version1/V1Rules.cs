using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The rules of reverse proxies: where requests come in (gateway group, alias, ports) and, for each, where they go, by priority.</summary>
internal static class V1Rules
{
    private const string Rules = "conf/webServices/{site}/{group}/{service}/krpInboundRules";
    private const string Rule = Rules + "/{gateways}/{alias}/{port}";
    private const string Outbound = Rule + "/krpOutboundRules";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Rules, ListAsync),
        // The gateway group alone: all its addresses, and the ports of the service.
        new("POST", Rules + "/{gateways}", c => PutAsync(c, replace: false)),
        new("PUT", Rules + "/{gateways}", c => PutAsync(c, replace: true)),
        new("GET", Rule, ReadAsync),
        new("POST", Rule, c => PutAsync(c, replace: false)),
        new("PUT", Rule, c => PutAsync(c, replace: true)),
        new("DELETE", Rule, DeleteAsync),
        new("GET", Outbound, OutboundsAsync),
        new("GET", Outbound + "/{priority}", OutboundAsync),
        new("POST", Outbound + "/{priority}", c => PutOutboundAsync(c, replace: false)),
        new("PUT", Outbound + "/{priority}", c => PutOutboundAsync(c, replace: true)),
        new("DELETE", Outbound + "/{priority}", DeleteOutboundAsync),
    ];

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var rules = new List<Node>();
        foreach (var rule in (await V1Services.FindAsync(call)).ReadSpec()["inbound_rules"]?.Items ?? []) rules.Add(await ToldAsync(call, rule));
        return Map(("inboundKrpRules", Node.OfList(rules)));
    }

    private static async Task<Node?> ReadAsync(V1Call call) => await ToldAsync(call, await FindAsync(call));

    private static async Task<Node> ToldAsync(V1Call call, Node rule)
    {
        var gateways = await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, rule["gateway_group"]!.Value), call.Stop);
        var told = Map(
            ("aliasName", rule["alias"] ?? Node.OfText("")),
            ("gatewayPorts", rule["ports"]!),
            ("gatewayGroupName", Node.OfText(gateways is null ? rule["gateway_group"]!.Value : V1Names.TitleOf(gateways))));
        return rule["server_certificate"] is { } certificate ? told.With("serverCertificate", certificate) : told;
    }

    private static async Task<Node?> PutAsync(V1Call call, bool replace)
    {
        var gateways = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[3], "gateway group");
        var alias = call.Names.Count > 4 ? call.Names[4] : "";
        return await V1Services.ChangeSpecAsync(call, spec =>
        {
            var given = call.Names.Count > 5 ? Ports(Node.OfText(call.Names[5]), "gatewayPorts") : [.. Ports(spec["ports"], "ports"), .. Ports(spec["ssl_ports"], "sslPorts")];
            if (given.Count == 0) throw V1Refused.Invalid("There is no port: the service has none, and the path names none.");
            var rules = Inbound(spec);
            var known = rules.FirstOrDefault(r => Is(r, gateways.Key.Local.Name, alias, given[0]));
            if (known is not null && !replace) throw V1Refused.Exists("inbound rule", $"{call.Names[3]}/{alias}/{given[0].ToString(CultureInfo.InvariantCulture)}");
            var rule = (known ?? Node.EmptyMap).With("gateway_group", Node.OfText(gateways.Key.Local.Name)).With("alias", Node.OfText(alias)).With("ports", Numbers(call.Body["gatewayPorts"] is { } ports ? Ports(ports, "gatewayPorts") : given));
            if (call.Text("serverCertificate") is { Length: > 0 } certificate) rule = rule.With("server_certificate", Node.OfText(certificate));
            if (call.Body["outboundRules"] is { Kind: NodeKind.Map } outbound) rule = rule.With("outbound_rules", Node.OfList([.. outbound.Members.Select(m => Written(m.Value, m.Key))]));
            return spec.With("inbound_rules", Node.OfList([.. rules.Where(r => r != known), rule]));
        });
    }

    private static Task<Node?> DeleteAsync(V1Call call) => ChangeRuleAsync(call, _ => null);

    private static async Task<Node?> OutboundsAsync(V1Call call)
    {
        var rules = (await FindAsync(call))["outbound_rules"]?.Items ?? [];
        var (host, port) = (call.Http.Request.Query["internalIpHost"].ToString(), call.Http.Request.Query["serverPort"].ToString());
        return Map(("outboundKrpRules", Node.OfList([.. rules.Where(r => (host.Length == 0 || r["internal_host"]?.Value == host) && (port.Length == 0 || r["server_port"]?.Value == port)).Select(Told)])));
    }

    private static async Task<Node?> OutboundAsync(V1Call call) =>
        Told((await FindAsync(call))["outbound_rules"]?.Items.FirstOrDefault(r => r["priority"]?.Value == call.Names[6]) ?? throw V1Refused.Missing("outbound rule", call.Names[6]));

    private static Task<Node?> PutOutboundAsync(V1Call call, bool replace) => ChangeRuleAsync(call, rule =>
    {
        var all = rule["outbound_rules"]?.Items ?? [];
        var known = all.FirstOrDefault(r => r["priority"]?.Value == call.Names[6]);
        if (known is not null && !replace) throw V1Refused.Exists("outbound rule", call.Names[6]);
        // With another priority in the body the rule is moved.
        var changed = Written(call.Body, call.Text("priority") ?? call.Names[6], known);
        return rule.With("outbound_rules", Node.OfList([.. all.Where(r => r != known), changed]));
    });

    private static Task<Node?> DeleteOutboundAsync(V1Call call) => ChangeRuleAsync(call, rule =>
    {
        var all = rule["outbound_rules"]?.Items ?? [];
        var known = all.FirstOrDefault(r => r["priority"]?.Value == call.Names[6]) ?? throw V1Refused.Missing("outbound rule", call.Names[6]);
        return rule.With("outbound_rules", Node.OfList([.. all.Where(r => r != known)]));
    });

    private static async Task<Node?> ChangeRuleAsync(V1Call call, Func<Node, Node?> change)
    {
        var gateways = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[3], "gateway group");
        return await V1Services.ChangeSpecAsync(call, spec =>
        {
            var rules = Inbound(spec);
            var known = Find(call, rules, gateways.Key.Local.Name);
            return spec.With("inbound_rules", Node.OfList([.. rules.Where(r => r != known), .. change(known) is { } changed ? (Node[])[changed] : []]));
        });
    }

    private static async Task<Node> FindAsync(V1Call call)
    {
        var gateways = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[3], "gateway group");
        return Find(call, Inbound((await V1Services.FindAsync(call)).ReadSpec()), gateways.Key.Local.Name);
    }

    private static Node Find(V1Call call, IReadOnlyList<Node> rules, string gateways) =>
        rules.FirstOrDefault(r => Is(r, gateways, call.Names[4], Number(call.Names[5], "gatewayPort", 1, 65_535))) ?? throw V1Refused.Missing("inbound rule", string.Join('/', call.Names.Skip(3).Take(3)));

    private static IReadOnlyList<Node> Inbound(Node spec) => spec["inbound_rules"]?.Items ?? [];

    private static bool Is(Node rule, string gateways, string alias, int port) =>
        rule["gateway_group"]?.Value == gateways && (rule["alias"]?.Value ?? "") == alias && Ports(rule["ports"], "ports").Contains(port);

    private static Node Written(Node body, string priority, Node? known = null)
    {
        if (body.Kind is not NodeKind.Map) throw V1Refused.Invalid("An outbound rule is not a mapping.");
        var rule = (known ?? Node.EmptyMap).With("priority", Node.OfNumber(Number(priority, "priority", 1, 1_000_000).ToString(CultureInfo.InvariantCulture)));
        foreach (var (theirs, ours) in (ReadOnlySpan<(string, string)>)[("externalHost", "external_host"), ("urlPrefix", "url_prefix"), ("internalIpHost", "internal_host")])
        {
            if (Text(body, theirs) is { } text) rule = rule.With(ours, Node.OfText(text.Equals(OutboundRule.AnyHost, StringComparison.OrdinalIgnoreCase) ? OutboundRule.AnyHost : text));
        }

        if (Text(body, "serverPort") is { } port) rule = rule.With("server_port", Node.OfNumber(Number(port, "serverPort", 1, 65_535).ToString(CultureInfo.InvariantCulture)));
        if (Flag(body, "encrypt") is { } encrypt) rule = rule.With("encrypt", Node.OfFlag(encrypt));
        return Flag(body, "validateServerCertificate") is { } verify ? rule.With("validate_server_certificate", Node.OfFlag(verify)) : rule;
    }

    private static Node Told(Node rule) => Map(
        ("externalHost", rule["external_host"] ?? Node.OfText(OutboundRule.AnyHost)),
        ("urlPrefix", rule["url_prefix"] ?? Node.OfText("")),
        ("priority", rule["priority"]!),
        ("internalIpHost", rule["internal_host"] ?? Node.OfText("")),
        ("serverPort", rule["server_port"] ?? Node.OfNumber("80")),
        ("encrypt", rule["encrypt"] ?? Node.OfFlag(value: false)),
        ("validateServerCertificate", rule["validate_server_certificate"] ?? Node.OfFlag(value: false)));
}
