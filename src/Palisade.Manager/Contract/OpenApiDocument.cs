using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Palisade.Api.Faults;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Http;

namespace Palisade.Manager.Contract;

/// <summary>Writes routes as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).</summary>
internal static partial class OpenApiDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Of(IEnumerable<Route> routes)
    {
        var schemas = new SchemaSet();
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(r => r.Path, StringComparer.Ordinal))
        {
            var item = new JsonObject { ["parameters"] = new JsonArray([.. PathParameters(path.Key)]) };
            foreach (var route in path) item[route.Method.ToLowerInvariant()] = Operation(route, schemas);
            paths[path.Key] = item;
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "Palisade manager", ["version"] = "1", ["description"] = "Objects of tenants, who may change them, and what became of them." },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All(),
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A session's token, or a token for programs." },
                    ["cookie"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name, ["description"] = $"Needs the header {SessionCookie.Header} for everything but GET." },
                },
            },
        };
    }

    /// <summary>Every status that a route answers.</summary>
    public static IEnumerable<int> Problems(Route route)
    {
        List<int> statuses = [400, 500, 503, .. route.Problems];
        if (route.Gate.Kind is not GateKind.Open) statuses.AddRange([401, 403]);
        if (route.Path.Contains("{tenant}", StringComparison.Ordinal)) statuses.Add(404);
        if (route.Body is not null) statuses.AddRange([413, 415, 422]);
        // A reference that leads nowhere, an object that is used.
        if (route.Gate.Permission is Permission.Write) statuses.AddRange([409, 422]);
        return statuses.Distinct().Order();
    }

    private static JsonObject Operation(Route route, SchemaSet schemas)
    {
        var operation = new JsonObject { ["summary"] = route.Summary, ["operationId"] = Id(route), ["tags"] = new JsonArray(Tag(route.Path)) };
        if (route.Query.Count > 0) operation["parameters"] = new JsonArray([.. route.Query.Select(Parameter)]);
        if (route.Gate.Kind is not GateKind.Open) operation["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["cookie"] = new JsonArray() });
        if (route.Body is { } body)
        {
            var content = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Body(body.Type) } };
            if (body.Yaml) content["application/yaml"] = new JsonObject { ["schema"] = new JsonObject() };
            operation["requestBody"] = new JsonObject { ["required"] = true, ["description"] = $"At most {body.Most} bytes.", ["content"] = content };
        }

        operation["responses"] = Responses(route, schemas);
        return operation;
    }

    private static JsonObject Responses(Route route, SchemaSet schemas)
    {
        var responses = new JsonObject();
        foreach (var answers in route.Answers.GroupBy(a => a.Status))
        {
            var content = new JsonObject();
            foreach (var answer in answers.Where(a => a.Type is not null)) content[answer.MediaType] = new JsonObject { ["schema"] = schemas.Answer(answer.Type!) };
            var response = new JsonObject { ["description"] = answers.Key is 201 ? "It was made." : answers.Key is 204 ? "Done." : "It is told." };
            if (content.Count > 0) response["content"] = content;
            responses[Text(answers.Key)] = response;
        }

        foreach (var status in Problems(route))
        {
            responses[Text(status)] = new JsonObject
            {
                ["description"] = RequestRefused.Words[status].Title + ".",
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = schemas.Answer(typeof(Problem)) } },
            };
        }

        return responses;
    }

    private static IEnumerable<JsonObject> PathParameters(string path) => Name().Matches(path).Select(m => m.Groups["name"].Value).Select(name => new JsonObject
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = name is "kind"
            ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ObjectKinds.All.Select(k => JsonValue.Create(k.Name))]) }
            : new JsonObject { ["type"] = "string" },
    });

    private static JsonObject Parameter(QueryParameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Type is "integer") (schema["minimum"], schema["maximum"]) = (parameter.Least, parameter.Most);
        if (parameter.Type is "string") schema["maxLength"] = parameter.Most;
        return new() { ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.About, ["schema"] = schema };
    }

    private static string Tag(string path) => path.Contains("{kind}", StringComparison.Ordinal) ? "objects" : path.Split('/') is [_, _, _, _, var last, ..] ? last : path.Split('/') is [_, _, var second, ..] ? second : path.Trim('/');

    private static string Id(Route route) => Words().Replace(route.Method.ToLowerInvariant() + (route.Path.StartsWith("/api", StringComparison.Ordinal) ? route.Path["/api".Length..] : route.Path), "_").Trim('_');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("[^a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
