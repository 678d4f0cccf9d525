using System.Text.Json.Nodes;

namespace Palisade.Manager.Tests.Version1;

/// <summary>Bodies as the description has them: good ones, and some with one member of another type.</summary>
internal static class V1Sample
{
    // Where a member names something, it names what is there.
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["siteName"] = "\"Shop Site\"", ["serverGroupName"] = "\"Front End\"", ["webServiceName"] = "\"web\"", ["webApplicationName"] = "\"Cart\"", ["gateway-group"] = "\"Edge\"", ["ports"] = "[8080]", ["sslPorts"] = "[]",
        ["gatewayPorts"] = "[8080]", ["externalAddress"] = "\"192.0.2.5\"", ["internalAddress"] = "\"192.0.2.5\"", ["host"] = "\"shop.example\"", ["externalHost"] = "\"shop.example\"", ["urlPrefix"] = "\"/a\"",
        ["internalIpHost"] = "\"app.internal\"", ["ip"] = "\"192.0.2.1\"", ["entries"] = """[{"type":"single","ipAddressFrom":"192.0.2.1","operation":"add"}]""", ["relatedCertificateAuthorities"] = "[]", ["records"] = """[{"a":"b"}]""",
        ["ignoreIpGroup"] = "\"\"", ["limitMonitoringToIpGroup"] = "\"\"", ["serverCertificate"] = "\"\"", ["clientCertificate"] = "\"\"", ["default-application"] = "\"\"", ["applyTo"] = "[]", ["aliasName"] = "\"\"", ["defaultErrorPageResponseCode"] = "\"403\"",
        ["outboundRules"] = """{"2":{"internalIpHost":"app.internal","serverPort":8000}}""", ["matchCriteria"] = """[{"type":"httpRequestMethod","operation":"atLeastOne","values":["PUT"]}]""", ["cloneFrom"] = "\"\"", ["action"] = "null",
    };

    // By these a thing is called by another name: by its own.
    private static readonly HashSet<string> Titles = ["name", "appName", "dataset-name", "certificateAuthorityGroupName", "certificateRevocationListName", "headerName", "urlFullPath"];

    /// <summary>A body with everything in it.</summary>
    /// <param name="title">What the thing is called.</param>
    public static JsonNode? Good(JsonObject document, JsonNode schema, string title, string member = "")
    {
        var map = Resolved(document, schema);
        // Rules of rewriting say in a word what policies say in a list.
        if (Members.TryGetValue(member, out var known) && !(known[0] is '[' && map["type"]?.GetValue<string>() is "string")) return JsonNode.Parse(known);
        if (Titles.Contains(member)) return title;
        if (map["enum"] is JsonArray words) return words[0]!.DeepClone();
        switch (map["type"]?.GetValue<string>())
        {
            case "object": return new JsonObject(map["properties"]?.AsObject().Select(p => KeyValuePair.Create(p.Key, Good(document, p.Value!, title, p.Key))).Where(p => p.Value is not null) ?? []);
            case "array": return new JsonArray(Good(document, map["items"]!, title, member.Length > 0 ? "an " + member : ""));
            case "integer": return 1;
            case "boolean": return true;
            default: return "x";
        }
    }

    /// <summary>Bodies that the description does not have, and what is wrong with them.</summary>
    public static IEnumerable<(string Body, string What)> Bad(JsonObject document, JsonNode schema)
    {
        var map = Resolved(document, schema);
        yield return ("{", "not JSON");
        yield return ("\"x\"", "a text");
        yield return (map["type"]!.GetValue<string>() is "array" ? """{"a":1}""" : "[1]", "another container");
        foreach (var (name, member) in map["properties"]?.AsObject() ?? [])
        {
            var inner = Resolved(document, member!);
            var wrong = inner["type"]?.GetValue<string>() switch
            {
                "object" or "boolean" => "\"maybe\"",
                "integer" => "\"soon\"",
                "array" => "{}",
                "string" => "[\"x\"]",
                _ => null,
            };
            if (wrong is not null) yield return (new JsonObject { [name] = JsonNode.Parse(wrong) }.ToJsonString(), name);
            if (inner["enum"] is not null) yield return (new JsonObject { [name] = "another word" }.ToJsonString(), name);
        }
    }

    private static JsonObject Resolved(JsonObject document, JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject() : schema.AsObject();
}
