using System.Text.Json.Nodes;
using Palisade.Manager.Http;

namespace Palisade.Manager.Contract;

/// <summary>The contract as an OpenAPI 3.1 document, made of the routes that are served.</summary>
internal static class ContractRoute
{
    /// <summary>Its path.</summary>
    public const string Path = "/api/openapi.json";

    /// <summary>The route that tells it; it is in the document itself.</summary>
    /// <param name="complete">Adds what is served besides.</param>
    public static Route Make(IReadOnlyList<Route> others, Action<JsonObject> complete)
    {
        byte[]? document = null;
        Route route = null!;
        route = new("GET", Path, "This document", Gate.Open, _ => Task.FromResult(new Answer(200) { Text = ("application/json", document ??= Write([.. others, route], complete)) }))
        {
            Answers = [new(200, typeof(JsonObject))],
        };
        return route;
    }

    private static byte[] Write(IReadOnlyList<Route> routes, Action<JsonObject> complete)
    {
        var document = OpenApiDocument.Of(routes);
        complete(document);
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
