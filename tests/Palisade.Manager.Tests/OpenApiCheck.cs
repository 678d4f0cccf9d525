using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Palisade.Manager.Tests;

/// <summary>What makers of clients ask of a document: the rules of OpenAPI 3.1 that are about the document as a whole.</summary>
internal static partial class OpenApiCheck
{
    private static readonly HashSet<string> Methods = ["get", "put", "post", "delete"];
    private static readonly HashSet<string> Types = ["object", "array", "string", "integer", "number", "boolean", "null"];

    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<string> Faults(JsonObject document) => [.. Ids(document), .. Places(document), .. Operations(document).SelectMany(o => Operation(document, o.Path, o.Item, o.Method, o.Operation)), .. Nodes(document, document, "#")];

    private static IEnumerable<(string Path, JsonObject Item, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(m => m.Key is not "parameters").Select(m => (p.Key, p.Value!.AsObject(), m.Key, m.Value!.AsObject())));

    private static IEnumerable<string> Ids(JsonObject document)
    {
        if (document["openapi"]?.GetValue<string>().StartsWith("3.1.", StringComparison.Ordinal) is not true) yield return "It is not of version 3.1.";
        if (document["info"]?["title"] is null || document["info"]?["version"] is null) yield return "It has no title or version.";
        var ids = Operations(document).Select(o => o.Operation["operationId"]?.GetValue<string>() ?? "").ToList();
        foreach (var id in ids.Where(i => !Word().IsMatch(i))) yield return $"operationId '{id}' is no word";
        // Some make file names of them.
        foreach (var twice in ids.GroupBy(i => i, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) yield return $"operationId {twice.Key} is there {twice.Count()} times";
        foreach (var (kind, members) in document["components"]!.AsObject())
        {
            foreach (var name in members!.AsObject().Select(m => m.Key).Where(n => !Component().IsMatch(n))) yield return $"components.{kind} has the name '{name}'";
        }
    }

    // Two paths that differ by the names of their parameters only are one.
    private static IEnumerable<string> Places(JsonObject document) =>
        document["paths"]!.AsObject().Select(p => p.Key).GroupBy(p => Braces().Replace(p, "{}"), StringComparer.Ordinal).Where(g => g.Count() > 1 || g.Key[0] is not '/').Select(g => $"one path: {string.Join(", ", g)}");

    private static IEnumerable<string> Operation(JsonObject document, string path, JsonObject item, string method, JsonObject operation)
    {
        var at = $"{method} {path}";
        if (!Methods.Contains(method)) yield return $"{at}: not a method";
        var parameters = new[] { item, operation }.SelectMany(o => o["parameters"]?.AsArray() ?? []).Select(p => p!.AsObject()).ToList();
        var declared = parameters.Where(p => p["in"]!.GetValue<string>() is "path").ToList();
        var names = Braces().Matches(path).Select(m => m.Value[1..^1]).ToList();
        if (!declared.Select(p => p["name"]!.GetValue<string>()).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal))) yield return $"{at}: its parameters are not those of its path";
        if (declared.Exists(p => p["required"]?.GetValue<bool>() is not true)) yield return $"{at}: a parameter of its path is not required";
        if (parameters.GroupBy(p => p["in"] + " " + p["name"], StringComparer.Ordinal).Any(g => g.Count() > 1)) yield return $"{at}: a parameter is declared twice";
        if (parameters.Exists(p => p["schema"] is null)) yield return $"{at}: a parameter has no schema";
        if (operation["responses"]?.AsObject() is not { Count: > 0 } responses || responses.All(r => r.Key[0] is not '2')) yield return $"{at}: nothing is answered that is good";
        else if (responses.Any(r => r.Value!["$ref"] is null && r.Value["description"] is null)) yield return $"{at}: an answer has no description";
        foreach (var scheme in operation["security"]?.AsArray().SelectMany(s => s!.AsObject().Select(m => m.Key)) ?? [])
        {
            if (document["components"]!["securitySchemes"]![scheme] is null) yield return $"{at}: there is no security scheme {scheme}";
        }
    }

    // References, types and lists, wherever they stand.
    private static IEnumerable<string> Nodes(JsonObject document, JsonNode? node, string at)
    {
        if (node is JsonArray items) return items.SelectMany((item, i) => Nodes(document, item, $"{at}/{i}"));
        if (node is not JsonObject map) return [];
        List<string> faults = [];
        if (map["$ref"] is JsonValue target && target.TryGetValue<string>(out var reference) && Target(document, reference) is null) faults.Add($"{at}: {reference} leads nowhere");
        if (IsSchema(map))
        {
            var types = map["type"] is JsonArray many ? many.Select(t => t!.GetValue<string>()).ToList() : [map["type"]!.GetValue<string>()];
            if (types.Exists(t => !Types.Contains(t))) faults.Add($"{at}: {map["type"]!.ToJsonString()} is not a type");
            if (types.Contains("array") && types.Count == 1 && map["items"] is null) faults.Add($"{at}: a list of nothing");
        }

        return faults.Concat(map.SelectMany(m => Nodes(document, m.Value, $"{at}/{m.Key}")));
    }

    // Properties may be called 'type', and security schemes have one.
    private static bool IsSchema(JsonObject map) => (map["type"] is JsonArray || (map["type"] is JsonValue type && type.TryGetValue<string>(out _))) && map["in"] is null && map["scheme"] is null;

    private static JsonNode? Target(JsonNode document, string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
        ? reference[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => (node as JsonObject)?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)])
        : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Component();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
