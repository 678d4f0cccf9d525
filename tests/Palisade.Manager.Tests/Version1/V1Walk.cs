using System.Text.Json.Nodes;
using Palisade.Manager.Version1;

namespace Palisade.Manager.Tests.Version1;

/// <summary>Every route of the v1 interface, with names put into its path. What is new is walked without anybody's adding it.</summary>
internal static class V1Walk
{
    /// <summary>Every route but those that begin and end sessions.</summary>
    public static IEnumerable<V1Route> Routes => V1Routes.All.Where(r => r.Gate is V1Gate.Tenant);

    /// <summary>A tree with something at every path, and the names that lead to it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["site"] = "Shop Site", ["service"] = "web", ["gateways"] = "Edge", ["alias"] = "main", ["port"] = "8080", ["application"] = "Cart", ["priority"] = "1", ["ip"] = "192.0.2.1", ["hours"] = "1",
    };

    /// <summary>The path of a route, and what its braces stand for where nothing else is said.</summary>
    public static string Path(V1Route route, IReadOnlyDictionary<string, string>? names = null, string other = "x") => "/" + string.Join('/', route.Path.Split('/').Select(s =>
        s[0] is not '{' ? s : Uri.EscapeDataString((names ?? Names).GetValueOrDefault(s[1..^1]) ?? (s is "{group}" && route.Path.Contains("{site}", StringComparison.Ordinal) ? "Front End" : other))));

    /// <summary>Sends a request as it stands, dots and escapes too.</summary>
    public static Task<(int Status, JsonNode? Body)> WalkAsync(this V1Client client, V1Route route, string? body, string? path = null) => client.SendAsync(route.Method, path ?? Path(route), body);
}
