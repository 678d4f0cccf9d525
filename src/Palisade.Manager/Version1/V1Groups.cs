using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>IP groups, which are prefix sets here, and gateways in their groups.</summary>
internal static class V1Groups
{
    private const string IpGroup = "conf/ipGroups/{name}";
    private const string Gateways = "conf/gatewayGroups/{name}";

    // What an object was written with, so that it is told as it was written.
    private const string Entries = "palisade.internal/entries";
    private const string Written = "palisade.internal/gateway-group";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/ipGroups", async c => Map(("names", Texts((await V1Names.AllAsync(c.Store, KindNames.IpPrefixSet, Space(c), c.Stop)).Select(V1Names.TitleOf))))),
        new("GET", IpGroup, ReadAsync),
        new("GET", IpGroup + "/data", ReadAsync),
        new("POST", IpGroup, MakeAsync),
        new("PUT", IpGroup, ChangeAsync),
        new("PUT", IpGroup + "/data", ChangeAsync),
        new("DELETE", IpGroup, DeleteAsync),
        new("DELETE", IpGroup + "/clear", ClearAsync),
        new("GET", "conf/gatewayGroups", GatewayGroupsAsync),
        new("GET", Gateways, GatewayGroupAsync),
        new("POST", Gateways, MakeGatewayGroupAsync),
        new("DELETE", Gateways, DeleteGatewayGroupAsync),
        new("GET", Gateways + "/gateways", GatewaysAsync),
        new("GET", "conf/gateways/{name}", GatewayAsync),
        new("PUT", "conf/gateways/{name}/move/{group}", MoveAsync),
        new("GET", "conf/gateways/{name}/reverseProxy/aliases", AliasesAsync),
        new("GET", "conf/gateways/{name}/reverseProxy/aliases/{alias}", AliasAsync),
    ];

    // IP groups are of no site there; here they are in the namespace that is always there.
    private static string Space(V1Call call)
    {
        call.Require(Access.Permission.Read, ObjectNames.DefaultNamespace);
        return ObjectNames.DefaultNamespace;
    }

    private static Task<ObjectRecord> GroupAsync(V1Call call) => call.ObjectAsync(KindNames.IpPrefixSet, Space(call), call.Names[0], "IP group");

    private static async Task<Node?> ReadAsync(V1Call call) => Map(("entries", Node.OfList(EntriesOf(await GroupAsync(call)))));

    private static IReadOnlyList<Node> EntriesOf(ObjectRecord group)
    {
        var prefixes = group.ReadSpec()["prefixes"]?.Items.Select(p => p.Value).ToList() ?? [];
        var written = group.Metadata.Annotations.TryGetValue(Entries, out var text) ? JsonText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Root?.Items ?? [] : [];
        // Somebody may have changed the object past this interface.
        return written.SelectMany(AddressEntries.Prefixes).SequenceEqual(prefixes) ? written : [.. prefixes.Select(AddressEntries.Of)];
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (await V1Names.FindAsync(call.Store, KindNames.IpPrefixSet, Space(call), title, call.Stop) is not null) throw V1Refused.Exists("IP group", title);
        var name = await V1Names.FreeAsync(call.Store, KindNames.IpPrefixSet, Space(call), V1Call.Slug(title), call.Stop);
        var draft = V1Names.Draft(call.Store, KindNames.IpPrefixSet, Space(call), name, title, Node.EmptyMap);
        await call.ApplyAsync(ObjectChange.Create(With(draft, AddressEntries.Edited([], call.Body["entries"]))));
        return null;
    }

    private static async Task<Node?> ChangeAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Replace(With(group.ToDraft(), AddressEntries.Edited(EntriesOf(group), call.Body["entries"])), group.Version));
        return null;
    }

    private static async Task<Node?> ClearAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Replace(With(group.ToDraft(), []), group.Version));
        return null;
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Delete(group.Key.Local, group.Version));
        return null;
    }

    private static ObjectDraft With(ObjectDraft draft, IReadOnlyList<Node> entries) => draft with
    {
        Metadata = draft.Metadata with { Annotations = new Dictionary<string, string>(draft.Metadata.Annotations, StringComparer.Ordinal) { [Entries] = CanonicalJson.WriteText(Node.OfList(entries)) } },
        Spec = draft.Spec.With("prefixes", Texts(entries.SelectMany(AddressEntries.Prefixes))),
    };

    private static async Task<Node?> GatewayGroupsAsync(V1Call call)
    {
        call.Require(Access.Permission.Read, "");
        return Map(("gateway-groups", Texts((await V1Names.AllAsync(call.Store, ObjectKinds.GatewayGroup, "", call.Stop)).Select(V1Names.TitleOf))));
    }

    private static async Task<Node?> GatewayGroupAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        var written = group.Metadata.Annotations.TryGetValue(Written, out var text) ? JsonText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Root ?? Node.EmptyMap : Node.EmptyMap;
        return written.With("gatewayGroupName", Node.OfText(V1Names.TitleOf(group))).With("failMode", Node.OfText(group.ReadSpec()["fail_mode"]?.Value is "open" ? "Fail Open" : "Fail Closed"));
    }

    private static async Task<Node?> MakeGatewayGroupAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (await V1Names.FindAsync(call.Store, ObjectKinds.GatewayGroup, "", title, call.Stop) is not null) throw V1Refused.Exists("gateway group", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.GatewayGroup, "", V1Call.Slug(title), call.Stop);
        var open = call.Text("failMode")?.Contains("open", StringComparison.OrdinalIgnoreCase) is true;
        var draft = V1Names.Draft(call.Store, ObjectKinds.GatewayGroup, "", name, title, Map(("display_name", Node.OfText(title)), ("fail_mode", Node.OfText(open ? "open" : "closed"))));
        var kept = new Dictionary<string, string>(draft.Metadata.Annotations, StringComparer.Ordinal) { [Written] = CanonicalJson.WriteText(call.Body) };
        await call.ApplyAsync(ObjectChange.Create(draft with { Metadata = draft.Metadata with { Annotations = kept } }));
        return null;
    }

    private static async Task<Node?> DeleteGatewayGroupAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        await call.ApplyAsync(ObjectChange.Delete(group.Key.Local, group.Version));
        return null;
    }

    private static async Task<Node?> GatewaysAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        var gateways = (await V1Names.AllAsync(call.Store, ObjectKinds.Gateway, "", call.Stop)).Where(g => g.ReadSpec()["gateway_group"]?.Value == group.Key.Local.Name);
        return Map(("gateways", Node.OfList([.. gateways.Select(g => Map(("name", Node.OfText(V1Names.TitleOf(g))), ("ip", Node.OfText(AliasesOf(g).Select(a => a["internal_address"]?.Value).FirstOrDefault() ?? ""))))])));
    }

    private static async Task<Node?> GatewayAsync(V1Call call)
    {
        var gateway = await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway");
        var group = await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, gateway.ReadSpec()["gateway_group"]?.Value ?? ""), call.Stop);
        return Map(
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

    private static IReadOnlyList<Node> AliasesOf(ObjectRecord gateway) => gateway.ReadSpec()["aliases"]?.Items ?? [];

    private static async Task<Node?> AliasesAsync(V1Call call) =>
        Map(("aliases", Texts(AliasesOf(await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway")).Select(a => a["name"]?.Value ?? ""))));

    private static async Task<Node?> AliasAsync(V1Call call)
    {
        var alias = AliasesOf(await call.ObjectAsync(ObjectKinds.Gateway, "", call.Names[0], "gateway")).FirstOrDefault(a => a["name"]?.Value == call.Names[1]) ?? throw V1Refused.Missing("alias", call.Names[1]);
        return Map(
            ("enabled", alias["enabled"] ?? Node.OfFlag(value: true)), ("externalAddress", alias["external_address"] ?? Node.OfText("")), ("internalAddress", alias["internal_address"] ?? Node.OfText("")),
            ("comment", alias["comment"] ?? Node.OfText("")));
    }
}
