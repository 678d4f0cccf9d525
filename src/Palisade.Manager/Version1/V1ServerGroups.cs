using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Changes;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Server groups.</summary>
internal static class V1ServerGroups
{
    private const string Group = "conf/serverGroups/{site}/{group}";

    private static readonly Shape Body = Shape.Parse("{name:s, operationMode:s(active|simulation|disabled), ignoreIpGroup:s, limitMonitoringToIpGroup:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/serverGroups/{site}", GroupsAsync) { Answer = Shape.Parse("{server-groups:[s]}") },
        new("GET", Group, GroupAsync) { Answer = Body },
        new("POST", Group, MakeGroupAsync) { Body = Body },
        // As old samples do it.
        new("POST", "conf/webServices/{site}/{group}", MakeGroupAsync) { Body = Body },
        new("PUT", Group, ChangeGroupAsync) { Body = Body },
        new("DELETE", Group, DeleteGroupAsync),
    ];

    /// <summary>The server group that the path names.</summary>
    public static async Task<ObjectRecord> FindAsync(V1Call call) => await call.ObjectAsync(ObjectKinds.ServerGroup, await call.SpaceAsync(call.Names[0]), call.Names[1], "server group");

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
            var name = spec[ours]?["name"]?.Value ?? spec[ours]?.Value;
            // Who may not read the namespace of the sets is told which one it is by the server group, and no more.
            if (name is { Length: > 0 } && await call.Store.FindAsync(new(KindNames.IpPrefixSet, spec[ours]!["namespace"]?.Value ?? space, name), call.Stop) is { } set) members.Add((theirs, Node.OfText(V1Names.TitleOf(set))));
        }

        return Map(members);
    }

    private static readonly (string Ours, string Theirs)[] IpGroups = [("ignore_ip_group", "ignoreIpGroup"), ("limit_monitoring_to_ip_group", "limitMonitoringToIpGroup")];

    private static async Task<Node?> MakeGroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var title = V1Names.Checked(call.Names[1]);
        if (await V1Names.FindAsync(call.Store, ObjectKinds.ServerGroup, space, title, call.Stop) is not null) throw V1Refused.Exists("server group", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.ServerGroup, space, V1Call.Slug(title), call.Stop);
        await call.ApplyAsync(ObjectChange.Create(V1Names.Draft(call.Store, ObjectKinds.ServerGroup, space, name, title, await ChangedAsync(call, Map(("operation_mode", Node.OfText(Word(OperationMode.Simulation))))))));
        return null;
    }

    private static async Task<Node?> ChangeGroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, space, call.Names[1], "server group");
        var draft = group.ToDraft();
        var title = call.Text("name") is { } given ? V1Names.Checked(given) : V1Names.TitleOf(group);
        if (title != V1Names.TitleOf(group) && await V1Names.FindAsync(call.Store, ObjectKinds.ServerGroup, space, title, call.Stop) is not null) throw V1Refused.Exists("server group", title);
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, title), Spec = await ChangedAsync(call, draft.Spec) }, group.Version));
        return null;
    }

    private static async Task<Node> ChangedAsync(V1Call call, Node spec)
    {
        var given = call.Body;
        if (Text(given, "operationMode") is { } mode) spec = spec.With("operation_mode", Node.OfText(mode.ToLowerInvariant()));
        foreach (var (ours, theirs) in IpGroups)
        {
            if (Text(given, theirs) is not { } title) continue;
            spec = title.Length == 0 ? spec.Without(ours) : spec.With(ours, V1IpGroups.Named(await V1IpGroups.FindAsync(call, title)));
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

    private static string Word(OperationMode mode) => mode.ToString().ToLowerInvariant();
}
