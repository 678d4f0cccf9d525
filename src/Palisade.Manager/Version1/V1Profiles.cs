using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>What other products have learned of applications: kept with the application, and told as it was set. Nothing is learned into it here.</summary>
internal static class V1Profiles
{
    /// <summary>Where it is in an application.</summary>
    public const string Member = "webProfile";

    private const string Profile = "conf/webProfile/{site}/{group}/{service}/{application}";
    private const string Methods = "allowedMethods:[{status:s, method:s}], contentTypes:[s]";
    private const string Parameters = "parameters:[{name:s, maxLength:i, minLength:i, type:s, nullable:b, required:b, readOnly:b, prefix:b, additionalAllowedChars:[s], base64Encoded:b, customValueType:s}]";
    private const string OneUrl = "{urlFullPath:s, status:s, " + Methods + ", " + Parameters + ", locked:b}";
    private const string Directories = "susceptibleDirectories";

    private static readonly Shape Body = Shape.Parse(
        "{appId:s, learnedHosts:[s], patternUrls:[{pattern:s, type:s, " + Methods + ", " + Parameters + ", status:s}], cookies:[{name:s, injection:b, prefix:b, status:s}], webProfileUrls:[" + OneUrl + "]}");

    private static readonly Shape Url = Shape.Parse(OneUrl);
    private static readonly Shape Header = Shape.Parse("{headerName:s, base64Encoded:b}");
    private static readonly Shape DirectoryList = Shape.Parse("[{fullPath:s, locked:b}]");

    private static readonly Node Usual = Map(((string[])["webProfileUrls", "patternUrls", "actionUrls", "cookies", "learnedHosts", "headers", Directories]).Select(n => (n, Node.OfList([]))));

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Profile, ReadAsync) { Answer = Body },
        new("PUT", Profile, c => ChangeAsync(c, p => Documents.Merged(p, c.Body))) { Body = Body },
        new("GET", Profile + "/directories", async c => (await ReadAsync(c))![Directories]) { Answer = DirectoryList },
        new("PUT", Profile + "/directories", c => ChangeAsync(c, p => p.With(Directories, c.Body))) { Body = DirectoryList },
        new("PUT", Profile + "/headers", c => ChangeAsync(c, p => Put(p, "headers", "headerName", c.Body, c.Text("headerName")))) { Body = Header },
        new("GET", Profile + "/headers/{header}", async c => Find((await ReadAsync(c))!, "headers", "headerName", c.Names[4])) { Answer = Header },
        new("DELETE", Profile + "/headers/{header}", c => ChangeAsync(c, p => Without(p, "headers", "headerName", c.Names[4]))),
        new("GET", Profile + "/url/{url}", async c => Find((await ReadAsync(c))!, "webProfileUrls", "urlFullPath", c.Names[4])) { Answer = Url },
        new("PUT", Profile + "/url/{url}", c => ChangeAsync(c, p => Put(p, "webProfileUrls", "urlFullPath", c.Body, c.Names[4]))) { Body = Url },
        new("DELETE", Profile + "/url/{url}", c => ChangeAsync(c, p => Without(p, "webProfileUrls", "urlFullPath", c.Names[4]))),
    ];

    private static async Task<Node?> ReadAsync(V1Call call) => Of(V1Applications.Find((await V1Services.FindAsync(call)).ReadSpec(), call.Names[3]));

    private static Node Of(Node application) => Documents.Merged(Usual, application[Member] ?? Node.EmptyMap);

    private static Task<Node?> ChangeAsync(V1Call call, Func<Node, Node> change) => V1Applications.ChangeAsync(call, (all, name) =>
    {
        var application = all[name] ?? throw V1Refused.Missing("web application", name);
        return all.With(name, application.With(Member, change(Of(application))));
    });

    private static Node Find(Node profile, string list, string key, string name) => (profile[list]?.Items ?? []).FirstOrDefault(i => i[key]?.Value == name) ?? throw V1Refused.Missing(key, name);

    private static Node Put(Node profile, string list, string key, Node given, string? name)
    {
        if (string.IsNullOrEmpty(name)) throw V1Refused.Invalid($"'{key}' is missing.");
        var known = (profile[list]?.Items ?? []).FirstOrDefault(i => i[key]?.Value == name);
        return profile.With(list, Node.OfList([.. (profile[list]?.Items ?? []).Where(i => i != known), Documents.Merged(known ?? Node.EmptyMap, given).With(key, Node.OfText(name))]));
    }

    private static Node Without(Node profile, string list, string key, string name)
    {
        var known = Find(profile, list, key, name);
        return profile.With(list, Node.OfList([.. profile[list]!.Items.Where(i => i != known)]));
    }
}
