using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>To what a policy is applied: a site, a server group in it, a service, an application. Kept by the names of objects, so that it follows when they are called otherwise.</summary>
/// <param name="Group">Empty for the whole site.</param>
/// <param name="Service">Empty for the whole server group.</param>
/// <param name="Application">Empty for the whole service.</param>
internal sealed record PolicyScope(string Namespace, string Group, string Service, string Application)
{
    private static readonly (string Kept, string Told)[] Members = [("namespace", "siteName"), ("server_group", "serverGroupName"), ("web_service", "webServiceName"), ("application", "webApplicationName")];

    /// <summary>The scopes of a policy, as they are kept.</summary>
    public static IReadOnlyList<PolicyScope> Of(Node body) => [.. (body["applyTo"]?.Items ?? []).Select(Read)];

    /// <summary>A policy with other scopes.</summary>
    public static Node In(Node body, IEnumerable<PolicyScope> scopes) => body.With("applyTo", Node.OfList([.. scopes.Distinct().Select(s => s.ToNode())]));

    /// <summary>Whether something of a service is meant.</summary>
    public bool Covers(LocalKey service, string group) => Namespace == service.Namespace && (Group.Length == 0 || Group == group) && (Service.Length == 0 || Service == service.Name);

    /// <summary>What a request means by one.</summary>
    /// <param name="write">Whether the user has to be one who may change what is there.</param>
    public static async Task<PolicyScope> ResolveAsync(V1Call call, Node entry, bool write = true)
    {
        var titles = Members.Select(m => Text(entry, m.Told) ?? "").ToArray();
        if (titles[0].Length == 0) throw V1Refused.Invalid("'applyTo': 'siteName' is missing.");
        var space = await call.SpaceAsync(titles[0]);
        if (write) call.Require(Access.Permission.Write, space);
        if (titles[1].Length == 0) return new(space, "", "", "");
        var group = await call.ObjectAsync(ObjectKinds.ServerGroup, space, titles[1], "server group");
        if (titles[2].Length == 0) return new(space, group.Key.Local.Name, "", "");
        var service = await V1Services.FindAsync(call, space, group, titles[2]);
        if (titles[3].Length > 0 && service.ReadSpec()["applications"]?[titles[3]] is null) throw V1Refused.Missing("web application", titles[3]);
        return new(space, group.Key.Local.Name, service.Key.Local.Name, titles[3]);
    }

    /// <summary>Whether a user may know of it.</summary>
    public bool IsFor(V1Call call) => call.By.May(Access.Permission.Read, call.Store.Name, Namespace);

    /// <summary>As it is told; null where what it names is not there any more.</summary>
    public async Task<Node?> TellAsync(V1Call call)
    {
        var told = Node.EmptyMap;
        (string Kind, string Name)[] objects = [(ObjectKinds.Namespace, Namespace), (ObjectKinds.ServerGroup, Group), (ObjectKinds.WebService, Service)];
        for (var i = 0; i < objects.Length && objects[i].Name.Length > 0; i++)
        {
            if (await TitleAsync(call, objects[i].Kind, i == 0 ? "" : Namespace, objects[i].Name) is not { } title) return null;
            told = told.With(Members[i].Told, Node.OfText(title));
        }

        return Application.Length == 0 ? told : told.With(Members[3].Told, Node.OfText(Application));
    }

    private static async Task<string?> TitleAsync(V1Call call, string kind, string space, string name) =>
        kind == ObjectKinds.Namespace && name == ObjectNames.DefaultNamespace ? V1Names.DefaultSite
        : await call.Store.FindAsync(new(kind, space, name), call.Stop) is { } found ? V1Names.TitleOf(found) : null;

    private static PolicyScope Read(Node node) => new(node["namespace"]?.Value ?? "", node["server_group"]?.Value ?? "", node["web_service"]?.Value ?? "", node["application"]?.Value ?? "");

    private Node ToNode() => Map(Members.Zip([Namespace, Group, Service, Application], (m, value) => (m.Kept, Node.OfText(value))).Where(m => m.Item2.Value.Length > 0));
}
