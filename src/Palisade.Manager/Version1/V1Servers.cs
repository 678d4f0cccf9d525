using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Addresses that a server group protects, and how its servers are reached by other products.</summary>
internal static class V1Servers
{
    private const string Group = "conf/serverGroups/{site}/{group}";

    // Kept beside the server group: nothing here reaches servers by these.
    private const string Kept = "palisade.internal/servers";

    private static readonly Shape Body = Shape.Parse("{ip:s, comment:s, gateway-group:s}");
    private const string ServerShape = "{ip:s, domain:s, password:s, connection-mode:s, share-name:s, host-name:s, OS-type:s, user-name:s, folder-path:s}";

    private static readonly Shape Server = Shape.Parse(ServerShape);
    private static readonly string[] OfGateways = ["gatewayGroup"];

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Group + "/protectedIPs", async c => Map(("protected-ips", Node.OfList(await ProtectedAsync(c))))) { Answer = Shape.Parse("{protected-ips:[{ip:s, comment:s, gateway-group:s}]}") },
        new("GET", Group + "/protectedIPs/{ip}", async c => (await ProtectedAsync(c)).FirstOrDefault(p => p["ip"]?.Value == c.Names[2]) ?? throw V1Refused.Missing("protected address", c.Names[2])) { Answer = Body },
        new("POST", Group + "/protectedIPs/{ip}", ProtectAsync) { Body = Body, Query = OfGateways },
        new("PUT", Group + "/protectedIPs/{ip}", ProtectAsync) { Body = Body, Query = OfGateways },
        new("DELETE", Group + "/protectedIPs/{ip}", UnprotectAsync) { Query = OfGateways },
        new("GET", Group + "/servers", async c => Map(("connections", Node.OfList(ServersOf(await V1ServerGroups.FindAsync(c)))))) { Answer = Shape.Parse($"{{connections:[{ServerShape}]}}") },
        new("GET", Group + "/servers/{ip}", async c => Find(ServersOf(await V1ServerGroups.FindAsync(c)), c.Names[2])) { Answer = Server },
        new("POST", Group + "/servers/{ip}", c => ChangeServersAsync(c, (all, ip) => all.Any(s => Is(s, ip)) ? throw V1Refused.Exists("server", ip) : [.. all, Written(c, Node.EmptyMap)])) { Body = Server },
        new("PUT", Group + "/servers/{ip}", c => ChangeServersAsync(c, (all, ip) =>
        {
            var known = Find(all, ip);
            return [.. all.Select(s => s == known ? Written(c, known) : s)];
        })) { Body = Server },
        new("DELETE", Group + "/servers/{ip}", c => ChangeServersAsync(c, (all, ip) =>
        {
            var known = Find(all, ip);
            return [.. all.Where(s => s != known)];
        })),
    ];

    private static async Task<IReadOnlyList<Node>> ProtectedAsync(V1Call call)
    {
        var addresses = (await V1ServerGroups.FindAsync(call)).ReadSpec()["protected_addresses"]?.Items ?? [];
        var told = new List<Node>();
        foreach (var address in addresses)
        {
            var members = new List<(string, Node)> { ("ip", address["address"]!), ("comment", address["comment"] ?? Node.OfText("")) };
            if (address["gateway_group"]?.Value is { } name && await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, name), call.Stop) is { } gateways) members.Add(("gateway-group", Node.OfText(V1Names.TitleOf(gateways))));
            told.Add(Map(members));
        }

        return told;
    }

    private static async Task<Node?> ProtectAsync(V1Call call)
    {
        var given = call.Body;
        var group = await GatewaysAsync(call, Text(given, "gateway-group"));
        return await ChangeAddressesAsync(call, (all, ip) =>
        {
            var entry = Map(("address", Node.OfText(ip)), ("comment", Node.OfText(Text(given, "comment") ?? "")));
            if (group is not null) entry = entry.With("gateway_group", Node.OfText(group));
            return [.. all.Where(a => !IsAddress(a, ip, group)), entry];
        });
    }

    // An address is protected by a group of gateways, and may be by another, too.
    private static async Task<Node?> UnprotectAsync(V1Call call)
    {
        var group = await GatewaysAsync(call, null);
        bool Meant(Node a, string ip) => group is null ? a["address"]?.Value == ip : IsAddress(a, ip, group);
        return await ChangeAddressesAsync(call, (all, ip) => all.Any(a => Meant(a, ip)) ? [.. all.Where(a => !Meant(a, ip))] : throw V1Refused.Missing("protected address", ip));
    }

    private static bool IsAddress(Node address, string ip, string? group) => address["address"]?.Value == ip && address["gateway_group"]?.Value == group;

    private static async Task<string?> GatewaysAsync(V1Call call, string? given)
    {
        var title = call.Http.Request.Query["gatewayGroup"].ToString() is { Length: > 0 } asked ? asked : given;
        return string.IsNullOrEmpty(title) ? null : (await call.ObjectAsync(ObjectKinds.GatewayGroup, "", title, "gateway group")).Key.Local.Name;
    }

    private static async Task<Node?> ChangeAddressesAsync(V1Call call, Func<IReadOnlyList<Node>, string, IReadOnlyList<Node>> change)
    {
        var group = await V1ServerGroups.FindAsync(call);
        var draft = group.ToDraft();
        var addresses = change(draft.Spec["protected_addresses"]?.Items ?? [], call.Names[2]);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Spec = draft.Spec.With("protected_addresses", Node.OfList(addresses)) }, group.Version));
        return null;
    }

    private static IReadOnlyList<Node> ServersOf(ObjectRecord group) => V1Names.Note(group.Metadata, Kept)?.Items ?? [];

    private static bool Is(Node server, string ip) => server["ip"]?.Value == ip || server["host-name"]?.Value == ip;

    private static Node Find(IReadOnlyList<Node> all, string ip) => all.FirstOrDefault(s => Is(s, ip)) ?? throw V1Refused.Missing("server", ip);

    private static Node Written(V1Call call, Node known)
    {
        var changed = Documents.WithoutSecrets(Documents.Merged(known, call.Body));
        return Is(changed, call.Names[2]) ? changed : changed.With(System.Net.IPAddress.TryParse(call.Names[2], out _) ? "ip" : "host-name", Node.OfText(V1Names.Checked(call.Names[2])));
    }

    private static async Task<Node?> ChangeServersAsync(V1Call call, Func<IReadOnlyList<Node>, string, IReadOnlyList<Node>> change)
    {
        var group = await V1ServerGroups.FindAsync(call);
        var draft = group.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Noted(draft.Metadata, Kept, Node.OfList(change(ServersOf(group), call.Names[2]))) }, group.Version));
        return null;
    }
}
