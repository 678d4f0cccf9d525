using Palisade.Configuration.Documents;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Global objects, and other named things that are of no site.</summary>
internal static class V1GlobalObjects
{
    private const string Global = "conf/globalObjects/";
    private const string Rewrite = "{rules:[{priority:i, name:s, matchCriteria:[{type:s}], hostToFind:s, pathToFind:s, hostToReplace:s, pathToReplace:s, applyTo:s, redirect:s, enabled:b}]}";
    private const string Masks = "{dataMaskingObjects:[{name:s, match:s, description:s, searchInHttpParameters:b, searchInHttpHeaders:b, searchInHttpCookies:b, enabled:b}]}";
    private const string Proxy = "{ip:s, port:i, user:s, password:s, authPolicy:s, domain:s}";
    private const string ErrorPolicies = "{rules:[{priority:i, name:s, errorPageName:s, enabled:b, matchCriteria:[{type:s}]}]}";

    /// <summary>Groups of names whose values nothing written holds: a service names one.</summary>
    public static Collection Masking { get; } = new(Global + "dataMaskingGroups", "data masking group", "dataMaskingGroups", Shape.Parse(Masks)) { Usual = Map(("dataMaskingObjects", Node.OfList([]))) };

    private static readonly Collection ParameterTypes = new(Global + "parameterTypeConfiguration", "parameter type", "parameterTypeConfigurationName", Shape.Parse("{regularExpression:s}"));

    private static readonly Collection Proxies = new(Global + "gatewayHttpProxy", "HTTP proxy", null, Shape.Parse(Proxy));

    private static readonly Collection Tags = new("conf/tags", "tag", "tags", Shape.Parse("{name:s, objects:[{name:s}], targets:[{name:s}]}"));

    private static readonly Shape TaggedBody = Shape.Parse("{objects:[{name:s}], targets:[{name:s}]}");

    private static readonly Collection Definitions = new("conf/systemDefinitions", "system definition", null, Shape.Parse("{value:o, useProxy:b, host:s, port:i, user:s, password:s, authPolicy:s, domain:s}"));

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        .. new Collection(Global + "URLRewriteGroups", "URL rewrite group", "urlRewriteGroups", Shape.Parse(Rewrite)) { Usual = Map(("rules", Node.OfList([]))) }.All,
        .. Masking.All,
        .. ParameterTypes.All,
        // As exports of old versions read it.
        new("GET", "conf/parameterTypeConfiguration", ParameterTypes.ListAsync) { Answer = ParameterTypes.Names },
        .. new Collection(Global + "sslSettings", "SSL settings", "sslSettingsName", Shape.Parse("{sslProtocolVersions:[s], enforceRPServerSideCipherPriority:b, activeCiphers:[s], activeEllipticCurves:[s]}")).All,
        .. new Collection(Global + "webErrorPageGroups/pages", "error page", "webErrorPages", Shape.Parse("{redirectUrl:s, errorPageContent:s, httpResponseCode:s}")).All,
        .. new Collection(Global + "webErrorPageGroups/policies", "error page policy", "policies", Shape.Parse(ErrorPolicies)) { Usual = Map(("rules", Node.OfList([]))) }.All,
        new("GET", Global + "gatewayHttpProxy", async c => Map((await Documents.AllAsync(c, Proxies.Type)).Select(p => (V1Names.TitleOf(p), Documents.BodyOf(p))))) { Answer = Shape.Parse($"{{*:{Proxy}}}") },
        .. Proxies.Single,
        new("GET", "conf/systemDefinitions/{name}", async c => await Documents.TryFindAsync(c, Definitions.Type, c.Names[0]) is { } kept ? Documents.BodyOf(kept) : c.Names[0] is "httpProxy" ? Map(("useProxy", Node.OfFlag(value: false))) : Node.EmptyMap) { Answer = Definitions.Body },
        new("PUT", "conf/systemDefinitions/{name}", PutDefinitionAsync) { Body = Definitions.Body },
        new("GET", "conf/tags", TagsAsync) { Answer = Tags.Names, Query = ["tagPrefix", "name", "purpose"] },
        new("POST", "conf/tags/{name}", c => Tags.MakeAsync(c, c.Names[0])) { Body = Tags.Body },
        new("PUT", "conf/tags/{name}", RenameTagAsync) { Body = Tags.Body },
        new("DELETE", "conf/tags/{name}", Tags.DeleteAsync),
        new("GET", "conf/tags/{name}/taggedObjects", async c => Tagged(Documents.BodyOf(await Tags.FindAsync(c, c.Names[0])))) { Answer = TaggedBody },
        new("POST", "conf/tags/{name}/taggedObjects", c => TagAsync(c, (known, given) => [.. known.Where(k => !given.Any(g => CanonicalJson.AreEqual(g, k))), .. given])) { Body = TaggedBody },
        new("DELETE", "conf/tags/{name}/taggedObjects", c => TagAsync(c, (known, given) => [.. known.Where(k => !given.Any(g => CanonicalJson.AreEqual(g, k)))])) { Body = TaggedBody },
    ];

    private static async Task<Node?> PutDefinitionAsync(V1Call call)
    {
        if (await Documents.TryFindAsync(call, Definitions.Type, call.Names[0]) is null) return await Definitions.MakeAsync(call, call.Names[0]);
        await Definitions.ChangeAsync(call, call.Names[0], known => Documents.Merged(known, call.Body));
        return null;
    }

    private static async Task<Node?> TagsAsync(V1Call call)
    {
        var (begin, name) = (call.Http.Request.Query["tagPrefix"].ToString(), call.Http.Request.Query["name"].ToString());
        var all = (await Documents.AllAsync(call, Tags.Type)).Select(V1Names.TitleOf);
        return Map(("tags", Texts(all.Where(t => t.StartsWith(begin, StringComparison.Ordinal) && (name.Length == 0 || t == name)))));
    }

    private static async Task<Node?> RenameTagAsync(V1Call call)
    {
        var tag = await Tags.FindAsync(call, call.Names[0]);
        if (call.Text("name") is not { } given || given == call.Names[0]) return null;
        var title = V1Names.Checked(given);
        if (await Documents.TryFindAsync(call, Tags.Type, title) is not null) throw V1Refused.Exists("tag", title);
        var draft = tag.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, title) }, tag.Version));
        return null;
    }

    private static Node Tagged(Node body) => Map(("objects", body["objects"] ?? Node.OfList([])), ("targets", body["targets"] ?? Node.OfList([])));

    private static async Task<Node?> TagAsync(V1Call call, Func<IReadOnlyList<Node>, IReadOnlyList<Node>, IReadOnlyList<Node>> edit)
    {
        var given = call.Body;
        await Tags.ChangeAsync(call, call.Names[0], body => Map(
            ("objects", Node.OfList(edit(body["objects"]?.Items ?? [], given["objects"]?.Items ?? []))),
            ("targets", Node.OfList(edit(body["targets"]?.Items ?? [], given["targets"]?.Items ?? [])))));
        return null;
    }
}
