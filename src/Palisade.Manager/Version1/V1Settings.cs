using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>What else is set for web services. Which of it is enforced is in docs/v1.md.</summary>
internal static class V1Settings
{
    private const string Service = "conf/webServices/{site}/{group}/{service}";
    private const string Transparent = Service + "/trpRules";
    private const string Rule = Transparent + "/{address}/{ports}";
    private const string Plugins =
        "{plugins:[{pluginType:s, pluginOrder:i, pathRegexp:s, pathReplace:s, paramValue:s, paramName:s, pathPrefix:s, prefixParam:s, suffixParam:s, dirParam:s, suffixDelimiter:s, parameterRegex:s, "
        + "parameterRewrite:s, nameRegex:s, valueRegex:s, separator:s, name:s, config:s}]}";

    private const string Advanced =
        "{connectionTimeout:i, jsessionIDParamsAsRegularParams:b, jsessionIDParamsDelimiter:s, caseSensitiveUrls:b, supportMsEncoding:b, combineParameterNamesWithEmptyValue:b, enableBase64Learning:b, enableDeserialization:b}";

    private static readonly (string Name, Shape Body)[] Bodies =
    [
        ("advancedHttpSettings", Shape.Parse(Advanced)),
        ("dataMaskingGroups", Shape.Parse("{dataMaskingGroup:s}")),
        ("errorPage", Shape.Parse("{useDefaultErrorPage:b, defaultErrorPageRedirectURL:s, defaultErrorPageBody:s, defaultErrorPageResponseCode:s, webErrorPagePolicies:[s]}")),
        ("forwardedClientIp", Shape.Parse("{forwardClientIP:b, forwardHeaderName:s}")),
        ("forwardedConnections", Shape.Parse("{useHttpForwardingHeader:b, forwardedConnections:[{headerName:s, proxyIpGroup:s, operation:s(add|update|remove)}]}")),
        ("plugins", Shape.Parse(Plugins)),
        ("serverNameIndication", Shape.Parse("{sniClientToGatewayEnabled:b, sniGatewayToServerEnabled:b, sniStrictModeEnabled:b}")),
        ("URLRewrite", Shape.Parse("{urlRewriteGroups:[s]}")),
        ("xmlParsing", Shape.Parse("{parseXmlOnlyIfSoap:b, ignoreAttributes:b, parseEmptyElements:b, parseNestedXmlValues:b, maximumParsingDepth:i}")),
    ];

    private static readonly Shape TransparentBody = Shape.Parse("{certificate:s, serverSidePort:i, encryptServerConnection:b, clientSideSSLSettings:s, serverSideSSLSettings:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        .. Bodies.Select(s => new V1Route("GET", $"{Service}/{s.Name}", async c => Of((await V1Services.FindAsync(c)).ReadSpec(), s.Name)) { Answer = s.Body }),
        .. Bodies.Select(s => new V1Route("PUT", $"{Service}/{s.Name}", c => SetAsync(c, s.Name)) { Body = s.Body }),
        new("GET", Transparent, async c => Map(("trpRules", Node.OfList([.. Rules((await V1Services.FindAsync(c)).ReadSpec()).Select(r => Map(("serverIp", r["serverIp"]!), ("listenerPortList", r["listenerPortList"]!)))])))) { Answer = Shape.Parse("{trpRules:[{serverIp:s, listenerPortList:[i]}]}") },
        new("GET", Rule, async c => Find(c, (await V1Services.FindAsync(c)).ReadSpec()).Without("serverIp").Without("listenerPortList")) { Answer = TransparentBody },
        new("POST", Rule, c => ChangeAsync(c, (all, known) => known is null ? [.. all, Written(c, Node.EmptyMap)] : throw V1Refused.Exists("transparent proxy rule", c.Names[3]))) { Body = TransparentBody },
        new("PUT", Rule, c => ChangeAsync(c, (all, known) => [.. all.Where(r => r != known), Written(c, known ?? Node.EmptyMap)])) { Body = TransparentBody },
        new("DELETE", Rule, c => ChangeAsync(c, (all, known) => known is null ? throw V1Refused.Missing("transparent proxy rule", c.Names[3]) : [.. all.Where(r => r != known)])),
    ];

    /// <summary>What is set under a name; an empty mapping where nothing is.</summary>
    public static Node Of(Node service, string name) => service["settings"]?[name] ?? Node.EmptyMap;

    /// <summary>The service with something else set under a name.</summary>
    public static Node With(Node service, string name, Node value) => service.With("settings", (service["settings"] ?? Node.EmptyMap).With(name, value));

    private static Task<Node?> SetAsync(V1Call call, string name)
    {
        var given = call.Body;
        return V1Services.ChangeSpecAsync(call, spec =>
        {
            var known = Of(spec, name);
            var changed = Documents.Merged(known, given);
            if (given["forwardedConnections"] is { Kind: NodeKind.List } list)
            {
                var edited = Documents.Edited(known["forwardedConnections"]?.Items ?? [], list.Items, (a, b) => a["headerName"]?.Value == b["headerName"]?.Value);
                changed = changed.With("forwardedConnections", Node.OfList([.. edited.Select(e => e.Without("operation"))]));
            }

            return With(spec, name, changed);
        });
    }

    private static IReadOnlyList<Node> Rules(Node service) => service["settings"]?["trpRules"]?.Items ?? [];

    private static bool Is(V1Call call, Node rule) =>
        rule["serverIp"]?.Value == call.Names[3] && (rule["listenerPortList"]?.Items ?? []).Select(p => p.Value).SequenceEqual(Ports(Node.OfText(call.Names[4]), "listenerPortList").Select(p => p.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static Node Find(V1Call call, Node service) => Rules(service).FirstOrDefault(r => Is(call, r)) ?? throw V1Refused.Missing("transparent proxy rule", call.Names[3]);

    private static Node Written(V1Call call, Node known)
    {
        if (!System.Net.IPAddress.TryParse(call.Names[3], out _)) throw V1Refused.Invalid("'serverIp' is not an IP address.");
        var ports = Ports(Node.OfText(call.Names[4]), "listenerPortList");
        if (ports.Count == 0) throw V1Refused.Invalid("'listenerPortList' has no port.");
        return Documents.Merged(known, call.Body).With("serverIp", Node.OfText(call.Names[3])).With("listenerPortList", Numbers(ports));
    }

    private static Task<Node?> ChangeAsync(V1Call call, Func<IReadOnlyList<Node>, Node?, IReadOnlyList<Node>> change) => V1Services.ChangeSpecAsync(call, spec =>
    {
        var all = Rules(spec);
        return With(spec, "trpRules", Node.OfList(change(all, all.FirstOrDefault(r => Is(call, r)))));
    });
}
