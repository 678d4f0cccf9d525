using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Web services.</summary>
internal static class V1Services
{
    private const string Service = "conf/webServices/{site}/{group}/{service}";

    private static readonly Shape Body = Shape.Parse("{name:s, ports:[i], sslPorts:[i], trpMode:b, http2:b, default-application:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/webServices/{site}/{group}", ListAsync) { Answer = Shape.Parse("{web-services:[s]}") },
        new("GET", Service, ReadAsync) { Answer = Body },
        new("POST", Service, MakeAsync) { Body = Body },
        new("PUT", Service, ChangeAsync) { Body = Body },
        new("DELETE", Service, DeleteAsync),
    ];

    /// <summary>Whether a service is of a server group.</summary>
    public static bool IsOf(ObjectRecord service, ObjectRecord group) => service.ReadSpec()["server_group"]?.Value == group.Key.Local.Name;

    /// <summary>The service that the path names.</summary>
    public static async Task<ObjectRecord> FindAsync(V1Call call)
    {
        var (space, group) = await GroupAsync(call);
        return await FindAsync(call, space, group, call.Names[2]);
    }

    /// <summary>A service of a server group, by what it is called.</summary>
    public static async Task<ObjectRecord> FindAsync(V1Call call, string space, ObjectRecord group, string title) =>
        (await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop)).FirstOrDefault(s => V1Names.TitleOf(s) == title && IsOf(s, group)) ?? throw V1Refused.Missing("web service", title);

    /// <summary>Keeps a service as it is to be.</summary>
    public static Task SaveAsync(V1Call call, ObjectDraft draft, string? version, params IReadOnlyList<ObjectChange> besides)
    {
        // Said here, where the service's own fields are named, and not those of what is made from it.
        var faults = draft.Check();
        if (faults.Count > 0) throw V1Refused.Invalid(string.Join(' ', faults.Take(10).Select(f => $"{f.Field}: {f.Message}")));
        return call.ApplyAsync([version is null ? ObjectChange.Create(draft) : ObjectChange.Replace(draft, version), .. besides]);
    }

    /// <summary>What takes a service out, with its certificates.</summary>
    public static async Task<IReadOnlyList<ObjectChange>> DeletionsAsync(V1Call call, ObjectRecord service) =>
        [.. (await V1Certificates.AllAsync(call, service)).Select(c => ObjectChange.Delete(c.Key.Local)), ObjectChange.Delete(service.Key.Local, service.Version)];

    /// <summary>Changes what the service of the path says.</summary>
    public static async Task<Node?> ChangeSpecAsync(V1Call call, Func<Node, Node> change)
    {
        var service = await FindAsync(call);
        var draft = service.ToDraft();
        await SaveAsync(call, draft with { Spec = change(draft.Spec) }, service.Version);
        return null;
    }

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
        await RefuseTwiceAsync(call, title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.WebService, space, $"{V1Call.Slug(V1Names.TitleOf(group))}.{V1Call.Slug(title)}", call.Stop);
        var spec = Changed(call, Map(("server_group", Node.OfText(group.Key.Local.Name))));
        await SaveAsync(call, V1Names.Draft(call.Store, ObjectKinds.WebService, space, name, title, spec), null);
        return null;
    }

    private static async Task RefuseTwiceAsync(V1Call call, string title)
    {
        var (space, group) = await GroupAsync(call);
        if ((await V1Names.AllAsync(call.Store, ObjectKinds.WebService, space, call.Stop)).Any(s => V1Names.TitleOf(s) == title && IsOf(s, group))) throw V1Refused.Exists("web service", title);
    }

    private static async Task<Node?> ChangeAsync(V1Call call)
    {
        var service = await FindAsync(call);
        var draft = service.ToDraft();
        var title = call.Text("name") is { } given ? V1Names.Checked(given) : V1Names.TitleOf(service);
        if (title != V1Names.TitleOf(service)) await RefuseTwiceAsync(call, title);
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
}
