using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Where requests go that came in by a rule, by priority.</summary>
internal static class V1OutboundRules
{
    private const string Outbound = "conf/webServices/{site}/{group}/{service}/krpInboundRules/{gateways}/{alias}/{port}/krpOutboundRules";

    // Kept with the rule: nothing here is served by them.
    private static readonly string[] Settings = ["clientAuthenticationRules", "serverSideSslSettings"];

    /// <summary>What one looks like.</summary>
    public const string One =
        "{externalHost:s, urlPrefix:s, internalIpHost:s, serverPort:i, encrypt:b, validateServerCertificate:b, clientCertificate:s, clientAuthenticationRules:o, serverSideSslSettings:s, priority:i}";

    private static readonly Shape Body = Shape.Parse(One);

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Outbound, ListAsync) { Answer = Shape.Parse($"{{outboundKrpRules:[{One}]}}"), Query = ["internalIpHost", "serverPort"] },
        new("GET", Outbound + "/{priority}", ReadAsync) { Answer = Body },
        new("POST", Outbound + "/{priority}", c => PutAsync(c, replace: false)) { Body = Body },
        new("PUT", Outbound + "/{priority}", c => PutAsync(c, replace: true)) { Body = Body },
        new("DELETE", Outbound + "/{priority}", DeleteAsync),
    ];

    /// <summary>The rules of a mapping by priority, as a new inbound rule brings them.</summary>
    public static async Task<Node> WrittenAsync(V1Call call, ObjectRecord service, Node rules)
    {
        var written = new List<Node>();
        foreach (var (priority, rule) in rules.Members) written.Add(await WrittenAsync(call, service, rule, priority, Node.EmptyMap));
        return Node.OfList(written);
    }

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        var (host, port) = (call.Http.Request.Query["internalIpHost"].ToString(), call.Http.Request.Query["serverPort"].ToString());
        var told = new List<Node>();
        foreach (var rule in Rules(await V1Rules.FindAsync(call, service)))
        {
            if ((host.Length == 0 || rule["internal_host"]?.Value == host) && (port.Length == 0 || rule["server_port"]?.Value == port)) told.Add(await ToldAsync(call, service, rule));
        }

        return Map(("outboundKrpRules", Node.OfList(told)));
    }

    private static async Task<Node?> ReadAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        return await ToldAsync(call, service, Find(await V1Rules.FindAsync(call, service), call.Names[6]) ?? throw V1Refused.Missing("outbound rule", call.Names[6]));
    }

    private static async Task<Node?> PutAsync(V1Call call, bool replace)
    {
        var service = await V1Services.FindAsync(call);
        var inbound = await V1Rules.FindAsync(call, service);
        var known = Find(inbound, call.Names[6]);
        if (known is not null && !replace) throw V1Refused.Exists("outbound rule", call.Names[6]);
        // With another priority in the body the rule is moved.
        var changed = await WrittenAsync(call, service, call.Body, call.Text("priority") ?? call.Names[6], known ?? Node.EmptyMap);
        return await V1Rules.ReplaceAsync(call, service, inbound, inbound.With("outbound_rules", Node.OfList([.. Rules(inbound).Where(r => r != known), changed])));
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var service = await V1Services.FindAsync(call);
        var inbound = await V1Rules.FindAsync(call, service);
        var known = Find(inbound, call.Names[6]) ?? throw V1Refused.Missing("outbound rule", call.Names[6]);
        return await V1Rules.ReplaceAsync(call, service, inbound, inbound.With("outbound_rules", Node.OfList([.. Rules(inbound).Where(r => r != known)])));
    }

    private static IReadOnlyList<Node> Rules(Node inbound) => inbound["outbound_rules"]?.Items ?? [];

    private static Node? Find(Node inbound, string priority) => Rules(inbound).FirstOrDefault(r => r["priority"]?.Value == priority);

    private static async Task<Node> WrittenAsync(V1Call call, ObjectRecord service, Node given, string priority, Node known)
    {
        var rule = known.With("priority", Node.OfNumber(Number(priority, "priority", 1, 1_000_000).ToString(CultureInfo.InvariantCulture)));
        foreach (var (theirs, ours) in (ReadOnlySpan<(string, string)>)[("externalHost", "external_host"), ("urlPrefix", "url_prefix"), ("internalIpHost", "internal_host")])
        {
            if (Text(given, theirs) is { } text) rule = rule.With(ours, Node.OfText(text.Equals(OutboundRule.AnyHost, StringComparison.OrdinalIgnoreCase) ? OutboundRule.AnyHost : text));
        }

        if (Text(given, "serverPort") is { } port) rule = rule.With("server_port", Node.OfNumber(Number(port, "serverPort", 1, 65_535).ToString(CultureInfo.InvariantCulture)));
        if (Flag(given, "encrypt") is { } encrypt) rule = rule.With("encrypt", Node.OfFlag(encrypt));
        if (Flag(given, "validateServerCertificate") is { } verify) rule = rule.With("validate_server_certificate", Node.OfFlag(verify));
        if (Text(given, "clientCertificate") is { } certificate)
            rule = certificate.Length == 0 ? rule.Without("client_certificate") : rule.With("client_certificate", Node.OfText(await V1Certificates.NameAsync(call, service, certificate)));
        return V1Rules.WithSettings(rule, given, Settings);
    }

    private static async Task<Node> ToldAsync(V1Call call, ObjectRecord service, Node rule)
    {
        var told = Map(
            ("externalHost", rule["external_host"] ?? Node.OfText(OutboundRule.AnyHost)),
            ("urlPrefix", rule["url_prefix"] ?? Node.OfText("")),
            ("priority", rule["priority"]!),
            ("internalIpHost", rule["internal_host"] ?? Node.OfText("")),
            ("serverPort", rule["server_port"] ?? Node.OfNumber("80")),
            ("encrypt", rule["encrypt"] ?? Node.OfFlag(value: false)),
            ("validateServerCertificate", rule["validate_server_certificate"] ?? Node.OfFlag(value: false)));
        if (rule["client_certificate"] is { } certificate) told = told.With("clientCertificate", Node.OfText(await V1Certificates.TitleAsync(call, service, certificate.Value)));
        return Criterion.Joined(told, rule["settings"] ?? Node.EmptyMap);
    }
}
