using System.Globalization;
using System.Text.Json.Nodes;
using Palisade.Manager.Http;

namespace Palisade.Manager.Version1;

/// <summary>The v1 interface as a part of the contract's document, made of the table that serves it.</summary>
internal static class V1Description
{
    private const string Session = "v1Session";
    private const string Basic = "v1Basic";

    /// <summary>What every schema and operation of the interface begins with.</summary>
    private const string Mark = "V1";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal) { ["GET"] = "Tells", ["POST"] = "Makes", ["PUT"] = "Changes", ["DELETE"] = "Takes out" };

    /// <summary>Adds paths, schemas and the rest to the document.</summary>
    public static void AddTo(JsonObject document)
    {
        var components = document["components"]!.AsObject();
        var named = components["schemas"]!.AsObject();
        var schemas = new V1Schemas(named);
        var refused = schemas.Of(Shape.Parse("{errors:[{error-code:s, description:s}]}"), Mark + "Errors");
        components["responses"] = new JsonObject(V1Routes.All.SelectMany(Problems).Distinct().Order().Select(s => KeyValuePair.Create(Refused(s), (JsonNode?)Refusal(s, refused.DeepClone()))));
        var security = components["securitySchemes"]!.AsObject();
        security[Session] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = V1Sessions.Cookie, ["description"] = "The session-id that signing on answers." };
        security[Basic] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "A user of the platform, or tenant/user." };
        foreach (var path in V1Routes.All.GroupBy(r => r.Path, StringComparer.Ordinal)) document["paths"]![V1Endpoint.Prefix + path.Key] = Item(path, schemas);
    }

    /// <summary>The statuses of refusals that a route answers.</summary>
    public static IEnumerable<int> Problems(V1Route route)
    {
        // 500 and 503 are the manager's own.
        List<int> statuses = [400, 401, 413, 500, 503];
        if (route.Gate is V1Gate.Open) statuses.AddRange([403, 429]);
        if (route.Gate is V1Gate.Tenant) statuses.AddRange([403, 404]);
        if (route.Gate is V1Gate.Tenant && route.Method is not "GET") statuses.AddRange([406, 409]);
        return statuses.Order();
    }

    private static JsonObject Item(IEnumerable<V1Route> path, V1Schemas schemas)
    {
        var names = path.First().Names.Select(n => (JsonNode)new JsonObject { ["name"] = n, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }).ToArray();
        var item = names.Length == 0 ? new JsonObject() : new JsonObject { ["parameters"] = new JsonArray(names) };
        foreach (var route in path) item[route.Method.ToLowerInvariant()] = Operation(route, schemas);
        return item;
    }

    private static JsonObject Operation(V1Route route, V1Schemas schemas)
    {
        var operation = new JsonObject { ["summary"] = Summary(route), ["operationId"] = Id(route), ["tags"] = new JsonArray("v1") };
        if (route.Query.Count > 0) operation["parameters"] = new JsonArray([.. route.Query.Select(q => new JsonObject { ["name"] = q, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } })]);
        operation["security"] = new JsonArray(new JsonObject { [route.Gate is V1Gate.Open ? Basic : Session] = new JsonArray() });
        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject
            {
                ["description"] = "Numbers and flags may be texts; no media type is asked for. Members that are not described are kept where the whole of it is kept.",
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Of(body, Name(route, "")) } },
            };
        }

        var good = new JsonObject { ["description"] = route.Answer is null ? "Done." : "It is told." };
        if (route.Answer is { } answer) good["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Of(answer, Name(route, route.Path.EndsWith('}') ? "" : "Told")) } };
        var responses = new JsonObject { ["200"] = good };
        foreach (var status in Problems(route)) responses[Text(status)] = new JsonObject { ["$ref"] = $"#/components/responses/{Refused(status)}" };
        operation["responses"] = responses;
        return operation;
    }

    private static JsonObject Refusal(int status, JsonNode errors) => new()
    {
        ["description"] = (status is 406 ? "It is there already, or used" : RequestRefused.Words[status].Title) + ".",
        ["content"] = status >= 500
            ? new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } }
            : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = errors } },
    };

    private static string Summary(V1Route route)
    {
        var names = string.Join(", ", route.Names);
        return $"{Verbs[route.Method]} {route.Path.Split('/').Last(s => s[0] is not '{')}{(names.Length == 0 ? "" : $" by {names}")}";
    }

    private static string Id(V1Route route) => "v1" + Word(route.Method.ToLowerInvariant()) + string.Concat(route.Path.Split('/').Select(s => s[0] is '{' ? "By" + Word(s[1..^1]) : Word(s)));

    private static string Name(V1Route route, string end) => Mark + Word(route.Path.Split('/').Last(s => s[0] is not '{')) + end;

    private static string Refused(int status) => $"{Mark}Refused{Text(status)}";

    private static string Word(string step) => string.Concat(step.Split('-', '_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
