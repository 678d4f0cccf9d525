using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Gateways, the aliases of their addresses, and addresses that other products give them.</summary>
internal static class V1Gateways
{
    private const string Gateway = "conf/gateways/{name}";
    private const string Alias = Gateway + "/reverseProxy/aliases/{alias}";
    private const string Address = Gateway + "/reverseProxy/addresses/{ip}";

    // Kept beside the gateway: the addresses of a machine are not given by its gateway here.
    private const string Kept = "palisade.internal/addresses";

    private static readonly Shape AliasBody = Shape.Parse("{enabled:b, externalAddress:s, internalAddress:s, comment:s}");
    private static readonly Shape GatewayAnswer = Shape.Parse("{gatewayModel:s, applianceType:s, gatewayIP:s, networkInterfaceList:[s], platformType:s, softwareVersion:s, gatewayGroupName:s, running:b}");
    private static readonly Shape AddressBody = Shape.Parse("{networkInterface:s, mask:i, virtualAddress:b, vrId:i, nextHop:s, comment:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Gateway, GatewayAsync) { Answer = GatewayAnswer },
        new("PUT", Gateway + "/move/{group}", MoveAsync),
        new("GET", Gateway + "/reverseProxy/aliases", AliasesAsync) { Answer = Shape.Parse("{aliases:[s]}") },
        new("GET", Alias, AliasAsync) { Answer = AliasBody },
        new("POST", Alias, c => ChangeAliasesAsync(c, (all, known) => known is null ? [.. all, WrittenAlias(c, Map(("name", Node.OfText(V1Names.Checked(c.Names[1])))))] : throw V1Refused.Exists("alias", c.Names[1]))) { Body = AliasBody },
        new("PUT", Alias, c => ChangeAliasesAsync(c, (all, known) => known is null ? throw V1Refused.Missing("alias", c.Names[1]) : [.. all.Select(a => a == known ? WrittenAlias(c, known) : a)])) { Body = AliasBody },
        new("DELETE", Alias, c => ChangeAliasesAsync(c, (all, known) => known is null ? throw V1Refused.Missing("alias", c.Names[1]) : [.. all.Where(a => a != known)])),
        new("GET", Gateway + "/reverseProxy/addresses", async c => Map(("ips", Node.OfList([.. AddressesOf(await FindAsync(c)).Members.Select(m => Map(("ip", Node.OfText(m.Key)), ("mask", m.Value["mask"] ?? Node.OfNumber("32"))))])))) { Answer = Shape.Parse("{ips:[{ip:s, mask:i}]}") },
        new("GET", Address, async c => AddressesOf(await FindAsync(c))[c.Names[1]] ?? throw V1Refused.Missing("address", c.Names[1])) { Answer = AddressBody },
        new("POST", Address, c => ChangeAddressesAsync(c, (all, ip) => all[ip] is null ? all.With(ip, WrittenAddress(c, Node.EmptyMap)) : throw V1Refused.Exists("address", ip))) { Body = AddressBody },
        new("PUT", Address, c => ChangeAddressesAsync(c, (all, ip) => all.With(ip, WrittenAddress(c, all[ip] ?? throw V1Refused.Missing("address", ip))))) { Body = AddressBody },
        new("DELETE", Address, c => ChangeAddressesAsync(c, (all, ip) => all[ip] is null ? throw V1Refused.Missing("address", ip) : all.Without(ip))),
    ];

    /// <summary>The aliases of a gateway.</summary>
    public static IReadOnlyList<Node> AliasesOf(ObjectRecord gateway) => gateway.ReadSpec()["aliases"]?.Items ?? [];

    private static Task<ObjectRecord> FindAsync(V1Call call) => call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway");

    private static async Task<Node?> GatewayAsync(V1Call call)
    {
        var gateway = await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway");
        var group = await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, gateway.ReadSpec()["gateway_group"]?.Value ?? ""), call.Stop);
        return Map(
            ("gatewayModel", Node.OfText("")),
            ("applianceType", Node.OfText("")),
            ("platformType", Node.OfText("Palisade")),
            ("networkInterfaceList", Node.OfList([])),
            ("softwareVersion", Node.OfText(Live(call)?.Version ?? "")),
            ("running", Node.OfFlag(Live(call)?.Connected is true)),
            ("gatewayIP", Node.OfText(AliasesOf(gateway).Select(a => a["internal_address"]?.Value).FirstOrDefault() ?? "")),
            ("gatewayGroupName", Node.OfText(group is null ? "" : V1Names.TitleOf(group))));
    }

    private static async Task<Node?> MoveAsync(V1Call call)
    {
        var gateway = await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway");
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[1], "gateway group");
        var draft = gateway.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Spec = draft.Spec.With("gateway_group", Node.OfText(group.Key.Local.Name)) }, gateway.Version));
        return null;
    }

    private static async Task<Node?> AliasesAsync(V1Call call) =>
        Map(("aliases", Texts(AliasesOf(await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway")).Select(a => a["name"]?.Value ?? ""))));

    private static async Task<Node?> AliasAsync(V1Call call)
    {
        var alias = AliasesOf(await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway")).FirstOrDefault(a => a["name"]?.Value == call.Names[1]) ?? throw V1Refused.Missing("alias", call.Names[1]);
        return Map(
            ("enabled", alias["enabled"] ?? Node.OfFlag(value: true)), ("externalAddress", alias["external_address"] ?? Node.OfText("")), ("internalAddress", alias["internal_address"] ?? Node.OfText("")),
            ("comment", alias["comment"] ?? Node.OfText("")));
    }

    // A gateway that follows has the name that it enrolled with.
    private static Delivery.KnownGateway? Live(V1Call call) => call.Parts.Gateways?.Of(call.Store.Name).Select(g => g.Gateway).FirstOrDefault(g => g.Identity.Id == call.Names[0]);

    private static Node WrittenAlias(V1Call call, Node known)
    {
        var given = call.Body;
        foreach (var (theirs, ours) in (ReadOnlySpan<(string, string)>)[("enabled", "enabled"), ("externalAddress", "external_address"), ("internalAddress", "internal_address"), ("comment", "comment")])
        {
            if (given[theirs] is { Kind: not NodeKind.Nothing } value) known = known.With(ours, value);
        }

        return known;
    }

    private static async Task<Node?> ChangeAliasesAsync(V1Call call, Func<IReadOnlyList<Node>, Node?, IReadOnlyList<Node>> change)
    {
        var gateway = await FindAsync(call);
        var draft = gateway.ToDraft();
        var all = AliasesOf(gateway);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Spec = draft.Spec.With("aliases", Node.OfList(change(all, all.FirstOrDefault(a => a["name"]?.Value == call.Names[1])))) }, gateway.Version));
        return null;
    }

    private static Node AddressesOf(ObjectRecord gateway) => V1Names.Note(gateway.Metadata, Kept) ?? Node.EmptyMap;

    private static Node WrittenAddress(V1Call call, Node known) =>
        System.Net.IPAddress.TryParse(call.Names[1], out _) ? Documents.Merged(known, call.Body) : throw V1Refused.Invalid("'ip' is not an IP address.");

    private static async Task<Node?> ChangeAddressesAsync(V1Call call, Func<Node, string, Node> change)
    {
        var gateway = await FindAsync(call);
        var draft = gateway.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Noted(draft.Metadata, Kept, change(AddressesOf(gateway), call.Names[1])) }, gateway.Version));
        return null;
    }
}
