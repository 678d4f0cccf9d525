using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The applications of web services, and by which hosts requests are theirs.</summary>
internal static class V1Applications
{
    private const string Applications = "conf/webApplications/{site}/{group}/{service}";
    private const string Application = Applications + "/{application}";
    private const string Mappings = "conf/webServices/{site}/{group}/{service}/hostToAppMappings";
    private const string Mapping = Mappings + "/{priority}";
    private const string OneMapping = "{host:s, hostMatchType:s, application:s, priority:i}";

    private static readonly Shape Body = Shape.Parse("{appName:s, name:s, learnSettings:s, parseOCSPRequests:b, restrictMonitoringToUrls:s, ignoreUrlsDirectories:s}");
    private static readonly Shape MappingBody = Shape.Parse(OneMapping);

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Applications, async c => Map(("webApplications", Texts((await V1Services.FindAsync(c)).ReadSpec()["applications"]?.Members.Select(m => m.Key) ?? [])))) { Answer = Shape.Parse("{webApplications:[s]}") },
        new("GET", Application, async c => Settable(Find((await V1Services.FindAsync(c)).ReadSpec(), c.Names[3])).With("appName", Node.OfText(c.Names[3]))) { Answer = Body },
        new("POST", Application, c => ChangeAsync(c, (all, name) => all[name] is not null ? throw V1Refused.Exists("web application", name) : all.With(V1Names.Checked(name), Settable(c.Body)))) { Body = Body },
        new("PUT", Application, RenameAsync) { Body = Body },
        new("DELETE", Application, c => ChangeAsync(c, (all, name) => all[name] is null ? throw V1Refused.Missing("web application", name) : all.Without(name))),
        new("GET", Mappings, async c => Map(("hostToAppMappings", Node.OfList(MappingsOf((await V1Services.FindAsync(c)).ReadSpec()))))) { Answer = Shape.Parse($"{{hostToAppMappings:[{OneMapping}]}}") },
        new("GET", Mapping, async c => MappingsOf((await V1Services.FindAsync(c)).ReadSpec()).FirstOrDefault(m => Is(m, c.Names[3])) ?? throw V1Refused.Missing("mapping", c.Names[3])) { Answer = MappingBody },
        new("DELETE", Mapping, c => MapAsync(c, all => all.Any(m => Is(m, c.Names[3])) ? [.. all.Where(m => !Is(m, c.Names[3]))] : throw V1Refused.Missing("mapping", c.Names[3]))),
        new("POST", Mappings + "/{application}/{priority}", AddMappingAsync) { Body = MappingBody },
    ];

    /// <summary>An application of a service.</summary>
    public static Node Find(Node service, string name) => service["applications"]?[name] ?? throw V1Refused.Missing("web application", name);

    /// <summary>The service with an application changed.</summary>
    public static Task<Node?> ChangeAsync(V1Call call, Func<Node, string, Node> change) =>
        V1Services.ChangeSpecAsync(call, spec => spec.With("applications", change(spec["applications"] ?? Node.EmptyMap, call.Names[3])));

    // The profile is told apart.
    private static Node Settable(Node body) => body.Without("appName").Without("name").Without(V1Profiles.Member);

    private static async Task<Node?> RenameAsync(V1Call call)
    {
        var given = call.Body;
        var service = await V1Services.FindAsync(call);
        var (draft, name) = (service.ToDraft(), call.Names[3]);
        var known = Find(draft.Spec, name);
        var title = V1Names.Checked(Text(given, "appName") ?? Text(given, "name") ?? name);
        var all = draft.Spec["applications"]!;
        if (title != name && all[title] is not null) throw V1Refused.Exists("web application", title);
        var spec = draft.Spec.With("applications", all.Without(name).With(title, Documents.Merged(known, Settable(given))));
        await V1Services.SaveAsync(call, draft with { Spec = title == name ? spec : Renamed(spec, name, title) }, service.Version, title == name ? [] : await FollowedAsync(call, service.Key.Local, name, title));
        return null;
    }

    // What names an application goes on naming it.
    private static Node Renamed(Node spec, string name, string title)
    {
        var mappings = MappingsOf(spec).Select(m => m["application"]?.Value == name ? m.With("application", Node.OfText(title)) : m).ToList();
        if (mappings.Count > 0) spec = V1Settings.With(spec, "hostToAppMappings", Node.OfList(mappings));
        return spec["settings"]?["defaultApplication"]?.Value == name ? V1Settings.With(spec, "defaultApplication", Node.OfText(title)) : spec;
    }

    private static async Task<IReadOnlyList<ObjectChange>> FollowedAsync(V1Call call, LocalKey service, string name, string title)
    {
        var changes = new List<ObjectChange>();
        foreach (var policy in await V1Names.AllAsync(call.Store, ObjectKinds.V1Document, ObjectNames.DefaultNamespace, call.Stop))
        {
            var body = Documents.BodyOf(policy);
            PolicyScope Now(PolicyScope s) => s.Namespace == service.Namespace && s.Service == service.Name && s.Application == name ? s with { Application = title } : s;
            var scopes = PolicyScope.Of(body);
            if (scopes.Any(s => Now(s) != s)) changes.Add(ObjectChange.Replace(Documents.With(policy.ToDraft(), PolicyScope.In(body, scopes.Select(Now))), policy.Version));
        }

        return changes;
    }

    private static IReadOnlyList<Node> MappingsOf(Node service) => service["settings"]?["hostToAppMappings"]?.Items ?? [];

    private static bool Is(Node mapping, string priority) => mapping["priority"]?.Value == priority;

    private static Task<Node?> AddMappingAsync(V1Call call)
    {
        var priority = Number(call.Names[4], "priority", 1, 1_000_000);
        var mapping = Documents.Merged(Map(("hostMatchType", Node.OfText("Exact"))), call.Body);
        if (string.IsNullOrEmpty(mapping["host"]?.Value)) throw V1Refused.Invalid("'host' is missing.");
        return MapAsync(call, all => all.Any(m => Is(m, call.Names[4])) ? throw V1Refused.Exists("mapping", call.Names[4])
            : [.. all, mapping.With("application", Node.OfText(call.Names[3])).With("priority", Numbers([priority]).Items[0])]);
    }

    private static Task<Node?> MapAsync(V1Call call, Func<IReadOnlyList<Node>, IReadOnlyList<Node>> change) => V1Services.ChangeSpecAsync(call, spec =>
    {
        var all = change(MappingsOf(spec));
        if (call.Names.Count > 4) _ = Find(spec, call.Names[3]);
        return V1Settings.With(spec, "hostToAppMappings", Node.OfList([.. all.OrderBy(m => int.Parse(m["priority"]!.Value, System.Globalization.CultureInfo.InvariantCulture))]));
    });
}
