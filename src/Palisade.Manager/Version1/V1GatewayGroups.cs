using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Groups of gateways.</summary>
internal static class V1GatewayGroups
{
    private const string Groups = "conf/gatewayGroups";
    private const string Group = Groups + "/{name}";

    // What an object was written with, so that it is told as it was written.
    private const string Written = "palisade.internal/gateway-group";
    private const string Advanced = "palisade.internal/advanced-configuration";

    private static readonly Shape Body = Shape.Parse("{gatewayGroupName:s, gatewayPlatform:s, gatewayMode:s, failMode:s, cluster:b, overloadPolicy:b}");
    private static readonly Shape AdvancedBody = Shape.Parse("{advancedConfiguration:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Groups, ListAsync) { Answer = Shape.Parse("{gateway-groups:[s]}") },
        new("GET", Group, ReadAsync) { Answer = Body },
        new("POST", Group, MakeAsync) { Body = Body },
        new("DELETE", Group, DeleteAsync),
        new("GET", Group + "/gateways", GatewaysAsync) { Answer = Shape.Parse("{gateways:[{name:s, ip:s}]}") },
        new("GET", Group + "/advancedConfiguration", async c => Map(("advancedConfiguration", V1Names.Note((await c.ObjectAsync(ObjectKinds.GatewayGroup, "", c.Names[0], "gateway group")).Metadata, Advanced) ?? Node.OfText("")))) { Answer = AdvancedBody },
        new("PUT", Group + "/advancedConfiguration", AdvanceAsync) { Body = AdvancedBody },
    ];

    private static async Task<Node?> ListAsync(V1Call call)
    {
        call.Require(Access.Permission.Read, "");
        return Map(("gateway-groups", Texts((await V1Names.AllAsync(call.Store, ObjectKinds.GatewayGroup, "", call.Stop)).Select(V1Names.TitleOf))));
    }

    private static async Task<Node?> ReadAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        return (V1Names.Note(group.Metadata, Written) ?? Node.EmptyMap).With("gatewayGroupName", Node.OfText(V1Names.TitleOf(group))).With("failMode", Node.OfText(group.ReadSpec()["fail_mode"]?.Value is "open" ? "Fail Open" : "Fail Closed"));
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (await V1Names.FindAsync(call.Store, ObjectKinds.GatewayGroup, "", title, call.Stop) is not null) throw V1Refused.Exists("gateway group", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.GatewayGroup, "", V1Call.Slug(title), call.Stop);
        var given = call.Body;
        var open = call.Text("failMode")?.Contains("open", StringComparison.OrdinalIgnoreCase) is true;
        var draft = V1Names.Draft(call.Store, ObjectKinds.GatewayGroup, "", name, title, Map(("display_name", Node.OfText(title)), ("fail_mode", Node.OfText(open ? "open" : "closed"))));
        await call.ApplyAsync(ObjectChange.Create(draft with { Metadata = V1Names.Noted(draft.Metadata, Written, given) }));
        return null;
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        await call.ApplyAsync(ObjectChange.Delete(group.Key.Local, group.Version));
        return null;
    }

    private static async Task<Node?> GatewaysAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        var gateways = (await V1Names.AllAsync(call.Store, ObjectKinds.Gateway, "", call.Stop)).Where(g => g.ReadSpec()["gateway_group"]?.Value == group.Key.Local.Name);
        return Map(("gateways", Node.OfList([.. gateways.Select(g => Map(("name", Node.OfText(V1Names.TitleOf(g))), ("ip", Node.OfText(V1Gateways.AliasesOf(g).Select(a => a["internal_address"]?.Value).FirstOrDefault() ?? ""))))])));
    }

    private static async Task<Node?> AdvanceAsync(V1Call call)
    {
        var text = Text(call.Body, "advancedConfiguration") ?? throw V1Refused.Invalid("'advancedConfiguration' is missing.");
        var group = await call.ObjectAsync(ObjectKinds.GatewayGroup, "", call.Names[0], "gateway group");
        var draft = group.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Noted(draft.Metadata, Advanced, Node.OfText(text)) }, group.Version));
        return null;
    }
}
