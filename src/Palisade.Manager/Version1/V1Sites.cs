using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Sites, which are namespaces here, and server groups.</summary>
internal static class V1Sites
{
    private const string Site = "conf/sites/{site}";
    private const string Group = "conf/serverGroups/{site}/{group}";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/sites", ListAsync),
        new("POST", Site, MakeAsync),
        new("PUT", Site, RenameAsync),
        new("DELETE", Site, DeleteAsync),
        new("GET", "conf/serverGroups/{site}", GroupsAsync),
        new("GET", Group, GroupAsync),
        new("POST", Group, MakeGroupAsync),
        // As old samples do it.
        new("POST", "conf/webServices/{site}/{group}", MakeGroupAsync),
        new("PUT", Group, ChangeGroupAsync),
        new("DELETE", Group, DeleteGroupAsync),
        new("GET", Group + "/securityPolicies", _ => Task.FromResult<Node?>(Node.OfList([]))),
        new("GET", Group + "/protectedIPs", ProtectedAsync),
        new("POST", Group + "/protectedIPs/{ip}", ProtectAsync),
        new("PUT", Group + "/protectedIPs/{ip}", ProtectAsync),
        new("DELETE", Group + "/protectedIPs/{ip}", UnprotectAsync),
    ];

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var spaces = await V1Names.AllAsync(call.Store, ObjectKinds.Namespace, "", call.Stop);
        var names = spaces.Where(s => call.By.May(Access.Permission.Read, call.Store.Name, s.Key.Local.Name)).Select(V1Names.TitleOf);
        if (call.By.May(Access.Permission.Read, call.Store.Name, ObjectNames.DefaultNamespace)) names = names.Prepend(V1Names.DefaultSite);
        return Map(("sites", Texts(names)));
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (title == V1Names.DefaultSite || await V1Names.FindAsync(call.Store, ObjectKinds.Namespace, "", title, call.Stop) is not null) throw V1Refused.Exists("site", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.Namespace, "", V1Call.Slug(title), call.Stop);
        await call.ApplyAsync(ObjectChange.Create(V1Names.Draft(call.Store, ObjectKinds.Namespace, "", name, title, Map(("display_name", Node.OfText(title))))));
        return null;
    }

    private static async Task<Node?> RenameAsync(V1Call call)
    {
        if (call.Text("name") is not { } title) return null;
        var space = await call.ObjectAsync(ObjectKinds.Namespace, "", call.Names[0], "site");
        var draft = space.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, V1Names.Checked(title)), Spec = draft.Spec.With("display_name", Node.OfText(title)) }, space.Version));
        return null;
    }

    // With everything in it: that is what the interface does.
    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var space = await call.ObjectAsync(ObjectKinds.Namespace, "", call.Names[0], "site");
        var inside = await V1Names.AllAsync(call.Store, null, space.Key.Local.Name, call.Stop);
        await call.ApplyAsync([.. inside.Select(o => ObjectChange.Delete(o.Key.Local)), ObjectChange.Delete(space.Key.Local, space.Version)]);
        return null;
    }

    private static async Task<Node?> GroupsAsync(V1Call call)
    {
        var groups = await V1Names.AllAsync(call.Store, ObjectKinds.ServerGroup, await call.SpaceAsync(call.Names[0]), call.Stop);
        return Map(("server-groups", Texts(groups.Select(V1Names.TitleOf))));
    }

    private static async Task<Node?> GroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, space, call.Names[1], "server group");
        var spec = group.ReadSpec();
        var mode = spec["operation_mode"]?.Value ?? Word(OperationMode.Simulation);
        List<(string, Node)> members = [("name", Node.OfText(V1Names.TitleOf(group))), ("operationMode", Node.OfText(mode))];
        foreach (var (ours, theirs) in IpGroups)
        {
            if (spec[ours]?.Value is { Length: > 0 } name && await FindAsync(call, space, name) is { } set) members.Add((theirs, Node.OfText(V1Names.TitleOf(set))));
        }

        return Map(members);
    }

    private static async Task<ObjectRecord?> FindAsync(V1Call call, string space, string name) => await call.Store.FindAsync(new(Configuration.Policies.KindNames.IpPrefixSet, space, name), call.Stop);

    private static readonly (string Ours, string Theirs)[] IpGroups = [("ignore_ip_group", "ignoreIpGroup"), ("limit_monitoring_to_ip_group", "limitMonitoringToIpGroup")];

    private static async Task<Node?> MakeGroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var title = V1Names.Checked(call.Names[1]);
        if (await V1Names.FindAsync(call.Store, ObjectKinds.ServerGroup, space, title, call.Stop) is not null) throw V1Refused.Exists("server group", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.ServerGroup, space, V1Call.Slug(title), call.Stop);
        await call.ApplyAsync(ObjectChange.Create(V1Names.Draft(call.Store, ObjectKinds.ServerGroup, space, name, title, await ChangedAsync(call, space, Map(("operation_mode", Node.OfText(Word(OperationMode.Simulation))))))));
        return null;
    }

    private static async Task<Node?> ChangeGroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, space, call.Names[1], "server group");
        var draft = group.ToDraft();
        var title = call.Text("name") is { } given ? V1Names.Checked(given) : V1Names.TitleOf(group);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, title), Spec = await ChangedAsync(call, space, draft.Spec) }, group.Version));
        return null;
    }

    private static async Task<Node> ChangedAsync(V1Call call, string space, Node spec)
    {
        if (call.Text("operationMode") is { } mode)
        {
            if (!Enum.TryParse<OperationMode>(mode, ignoreCase: true, out var read) || char.IsAsciiDigit(mode[0])) throw V1Refused.Invalid("'operationMode' is not active, simulation or disabled.");
            spec = spec.With("operation_mode", Node.OfText(Word(read)));
        }

        foreach (var (ours, theirs) in IpGroups)
        {
            if (call.Text(theirs) is not { } title) continue;
            spec = title.Length == 0
                ? spec.Without(ours)
                : spec.With(ours, Node.OfText((await call.ObjectAsync(Configuration.Policies.KindNames.IpPrefixSet, space, title, "IP group")).Key.Local.Name));
        }

        return spec;
    }

    private static async Task<Node?> DeleteGroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, space, call.Names[1], "server group");
        var changes = new List<ObjectChange>();
        foreach (var service in await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop))
        {
            if (V1Services.IsOf(service, group)) changes.AddRange(await V1Services.DeletionsAsync(call, service));
        }

        await call.ApplyAsync([.. changes, ObjectChange.Delete(group.Key.Local, group.Version)]);
        return null;
    }

    private static async Task<Node?> ProtectedAsync(V1Call call)
    {
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, await call.SpaceAsync(call.Names[0]), call.Names[1], "server group");
        var addresses = group.ReadSpec()["protected_addresses"]?.Items ?? [];
        var told = new List<Node>();
        foreach (var address in addresses)
        {
            var members = new List<(string, Node)> { ("ip", address["address"]!), ("comment", address["comment"] ?? Node.OfText("")) };
            if (address["gateway_group"]?.Value is { } name && await call.Store.FindAsync(V1Call.Whole(ObjectKinds.GatewayGroup, name), call.Stop) is { } gateways) members.Add(("gateway-group", Node.OfText(V1Names.TitleOf(gateways))));
            told.Add(Map(members));
        }

        return Map(("protected-ips", Node.OfList(told)));
    }

    private static Task<Node?> ProtectAsync(V1Call call) => ChangeAddressesAsync(call, async (all, ip) =>
    {
        var entry = Map(("address", Node.OfText(ip)), ("comment", Node.OfText(call.Text("comment") ?? "")));
        var title = call.Http.Request.Query["gatewayGroup"].ToString() is { Length: > 0 } given ? given : call.Text("gateway-group");
        if (!string.IsNullOrEmpty(title)) entry = entry.With("gateway_group", Node.OfText((await call.ObjectAsync(ObjectKinds.GatewayGroup, "", title, "gateway group")).Key.Local.Name));
        return [.. all.Where(a => a["address"]?.Value != ip), entry];
    });

    private static Task<Node?> UnprotectAsync(V1Call call) => ChangeAddressesAsync(call, (all, ip) =>
        Task.FromResult<IReadOnlyList<Node>>(all.Any(a => a["address"]?.Value == ip) ? [.. all.Where(a => a["address"]?.Value != ip)] : throw V1Refused.Missing("protected address", ip)));

    private static async Task<Node?> ChangeAddressesAsync(V1Call call, Func<IReadOnlyList<Node>, string, Task<IReadOnlyList<Node>>> change)
    {
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, await call.SpaceAsync(call.Names[0]), call.Names[1], "server group");
        var draft = group.ToDraft();
        var addresses = await change(draft.Spec["protected_addresses"]?.Items ?? [], call.Names[2]);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Spec = draft.Spec.With("protected_addresses", Node.OfList(addresses)) }, group.Version));
        return null;
    }

    private static string Word(OperationMode mode) => mode.ToString().ToLowerInvariant();
}
