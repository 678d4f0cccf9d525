using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Web services, their applications, and what else is set for them.</summary>
internal static class V1Services
{
    private const string Service = "conf/webServices/{site}/{group}/{service}";
    private const string Applications = "conf/webApplications/{site}/{group}/{service}";

    // Kept and told as they were set. What of them is enforced is in docs/v1.md.
    private static readonly string[] Settings =
        ["advancedHttpSettings", "dataMaskingGroups", "errorPage", "forwardedClientIp", "forwardedConnections", "plugins", "serverNameIndication", "URLRewrite", "xmlParsing"];

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/webServices/{site}/{group}", ListAsync),
        new("GET", Service, ReadAsync),
        new("POST", Service, MakeAsync),
        new("PUT", Service, ChangeAsync),
        new("DELETE", Service, DeleteAsync),
        new("GET", Service + "/securityPolicies", _ => Task.FromResult<Node?>(Node.OfList([]))),
        .. Settings.Select(s => new V1Route("GET", $"{Service}/{s}", c => SettingAsync(c, s))),
        .. Settings.Select(s => new V1Route("PUT", $"{Service}/{s}", c => SetAsync(c, s))),
        new("GET", Applications, ApplicationsAsync),
        new("GET", Applications + "/{application}", ApplicationAsync),
        new("POST", Applications + "/{application}", MakeApplicationAsync),
        new("PUT", Applications + "/{application}", ChangeApplicationAsync),
        new("DELETE", Applications + "/{application}", DeleteApplicationAsync),
        new("GET", Applications + "/{application}/securityPolicies", _ => Task.FromResult<Node?>(Node.OfList([]))),
    ];

    /// <summary>Whether a service is of a server group.</summary>
    public static bool IsOf(ObjectRecord service, ObjectRecord group) => service.ReadSpec()["server_group"]?.Value == group.Key.Local.Name;

    /// <summary>The service that the path names.</summary>
    public static async Task<ObjectRecord> FindAsync(V1Call call)
    {
        var (space, group) = await GroupAsync(call);
        return (await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop)).FirstOrDefault(s => V1Names.TitleOf(s) == call.Names[2] && IsOf(s, group)) ?? throw V1Refused.Missing("web service", call.Names[2]);
    }

    /// <summary>Keeps a service as it is to be, with the sites and pools that it then stands for.</summary>
    public static async Task SaveAsync(V1Call call, ObjectDraft draft, string? version)
    {
        var faults = draft.Check();
        if (faults.Count > 0) throw V1Refused.Invalid(string.Join(' ', faults.Take(10).Select(f => $"{f.Field}: {f.Message}")));
        var made = WebServiceSites.Of(draft.Key, (WebServiceSpec)SpecReaders.Read(draft.Key.Local.Kind, draft.Spec).Spec!);
        var gone = (await MadeAsync(call, draft.Key.Local)).Where(o => made.All(m => m.Key.Local != o.Key.Local));
        await call.ApplyAsync(
            [version is null ? ObjectChange.Create(draft) : ObjectChange.Replace(draft, version), .. made.Select(m => ObjectChange.Put(m)), .. gone.Select(o => ObjectChange.Delete(o.Key.Local))]);
    }

    /// <summary>What takes a service out, with all that was made from it.</summary>
    public static async Task<IReadOnlyList<ObjectChange>> DeletionsAsync(V1Call call, ObjectRecord service) =>
        [.. (await MadeAsync(call, service.Key.Local)).Select(o => ObjectChange.Delete(o.Key.Local)), ObjectChange.Delete(service.Key.Local, service.Version)];

    /// <summary>Changes what the service of the path says.</summary>
    public static async Task<Node?> ChangeSpecAsync(V1Call call, Func<Node, Node> change)
    {
        var service = await FindAsync(call);
        var draft = service.ToDraft();
        await SaveAsync(call, draft with { Spec = change(draft.Spec) }, service.Version);
        return null;
    }

    private static Task<IReadOnlyList<ObjectRecord>> MadeAsync(V1Call call, LocalKey service) =>
        V1Names.AllAsync(call.Store, null, service.Namespace, call.Stop, WebServiceSites.Made(service.Name));

    private static async Task<(string Space, ObjectRecord Group)> GroupAsync(V1Call call)
    {
        var space = await call.SpaceAsync(call.Names[0]);
        return (space, await call.ObjectAsync(ObjectKinds.ServerGroup, space, call.Names[1], "server group"));
    }

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var (space, group) = await GroupAsync(call);
        return Map(("web-services", Texts((await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop)).Where(s => IsOf(s, group)).Select(V1Names.TitleOf))));
    }

    private static async Task<Node?> ReadAsync(V1Call call)
    {
        var service = await FindAsync(call);
        var spec = service.ReadSpec();
        var members = new List<(string, Node)>
        {
            ("name", Node.OfText(V1Names.TitleOf(service))),
            ("ports", spec["ports"] ?? Node.OfList([])),
            ("sslPorts", spec["ssl_ports"] ?? Node.OfList([])),
            ("trpMode", spec["trp_mode"] ?? Node.OfFlag(value: false)),
            ("http2", spec["http2"] ?? Node.OfFlag(value: true)),
        };
        if (spec["settings"]?["defaultApplication"] is { } application) members.Add(("default-application", application));
        return Map(members);
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var (space, group) = await GroupAsync(call);
        var title = V1Names.Checked(call.Names[2]);
        if ((await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop)).Any(s => V1Names.TitleOf(s) == title && IsOf(s, group))) throw V1Refused.Exists("web service", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.WebService, space, $"{V1Call.Slug(V1Names.TitleOf(group))}.{V1Call.Slug(title)}", call.Stop);
        var spec = Changed(call, Map(("server_group", Node.OfText(group.Key.Local.Name))));
        await SaveAsync(call, V1Names.Draft(call.Store, ObjectKinds.WebService, space, name, title, spec), null);
        return null;
    }

    private static async Task<Node?> ChangeAsync(V1Call call)
    {
        var service = await FindAsync(call);
        var draft = service.ToDraft();
        var title = call.Text("name") is { } given ? V1Names.Checked(given) : V1Names.TitleOf(service);
        await SaveAsync(call, draft with { Metadata = V1Names.Called(draft.Metadata, title), Spec = Changed(call, draft.Spec) }, service.Version);
        return null;
    }

    private static Node Changed(V1Call call, Node spec)
    {
        if (call.Body["ports"] is { } ports) spec = spec.With("ports", Numbers(Ports(ports, "ports")));
        if (call.Body["sslPorts"] is { } tls) spec = spec.With("ssl_ports", Numbers(Ports(tls, "sslPorts")));
        if (Flag(call.Body, "http2") is { } http2) spec = spec.With("http2", Node.OfFlag(http2));
        if (Flag(call.Body, "trpMode") is { } transparent) spec = spec.With("trp_mode", Node.OfFlag(transparent));
        return call.Text("default-application") is { } application ? spec.With("settings", (spec["settings"] ?? Node.EmptyMap).With("defaultApplication", Node.OfText(application))) : spec;
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        await call.ApplyAsync(await DeletionsAsync(call, await FindAsync(call)));
        return null;
    }

    private static async Task<Node?> SettingAsync(V1Call call, string name) => (await FindAsync(call)).ReadSpec()["settings"]?[name] ?? Node.EmptyMap;

    private static Task<Node?> SetAsync(V1Call call, string name) => ChangeSpecAsync(call, spec => spec.With("settings", (spec["settings"] ?? Node.EmptyMap).With(name, call.Body)));

    private static async Task<Node?> ApplicationsAsync(V1Call call) =>
        Map(("webApplications", Texts((await FindAsync(call)).ReadSpec()["applications"]?.Members.Select(m => m.Key) ?? [])));

    private static async Task<Node?> ApplicationAsync(V1Call call) =>
        ((await FindAsync(call)).ReadSpec()["applications"]?[call.Names[3]] ?? throw V1Refused.Missing("web application", call.Names[3])).With("appName", Node.OfText(call.Names[3]));

    private static Task<Node?> MakeApplicationAsync(V1Call call) => ChangeApplicationsAsync(call, (all, name) =>
        all[name] is not null ? throw V1Refused.Exists("web application", name) : all.With(V1Names.Checked(name), Settable(call.Body)));

    private static Task<Node?> ChangeApplicationAsync(V1Call call) => ChangeApplicationsAsync(call, (all, name) =>
    {
        var known = all[name] ?? throw V1Refused.Missing("web application", name);
        var title = call.Text("appName") ?? call.Text("name") ?? name;
        var changed = Settable(call.Body).Members.Aggregate(known, (now, m) => now.With(m.Key, m.Value));
        return all.Without(name).With(V1Names.Checked(title), changed);
    });

    private static Task<Node?> DeleteApplicationAsync(V1Call call) => ChangeApplicationsAsync(call, (all, name) =>
        all[name] is null ? throw V1Refused.Missing("web application", name) : all.Without(name));

    private static Node Settable(Node body) =>
        body.Without("appName").Without("name");

    private static Task<Node?> ChangeApplicationsAsync(V1Call call, Func<Node, string, Node> change) =>
        ChangeSpecAsync(call, spec => spec.With("applications", change(spec["applications"] ?? Node.EmptyMap, call.Names[3])));
}
