using System.Text.Json.Nodes;

namespace Palisade.Manager.Version1;

/// <summary>The shapes of the v1 interface as schemas, each written once and named by the first path that has it.</summary>
internal sealed class V1Schemas(JsonObject schemas)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The schema of a shape: mappings by their name, everything else in place.</summary>
    /// <param name="what">What the mapping is called where no other has that name.</param>
    public JsonObject Of(Shape shape, string what)
    {
        if (shape.Kind is '[') return new() { ["type"] = "array", ["items"] = Of(shape.Items!, what + "Item") };
        if (shape.Kind is not '{') return Plain(shape);
        var schema = Mapping(shape);
        var text = schema.ToJsonString();
        if (!_names.TryGetValue(text, out var name))
        {
            _names[text] = name = Free(what);
            schemas[name] = schema;
        }

        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private string Free(string wanted)
    {
        var name = wanted;
        for (var i = 2; schemas.ContainsKey(name); i++) name = $"{wanted}{i}";
        return name;
    }

    private static JsonObject Inner(Shape shape) => shape.Kind switch
    {
        '[' => new() { ["type"] = "array", ["items"] = Inner(shape.Items!) },
        '{' => Mapping(shape),
        _ => Plain(shape),
    };

    // Members that no shape speaks of are kept: versions of the interface differ.
    private static JsonObject Mapping(Shape shape)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (shape.Members.Keys.Any(n => n is not "*")) schema["properties"] = new JsonObject(shape.Members.Where(m => m.Key is not "*").Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Inner(m.Value))));
        schema["additionalProperties"] = shape.Members.TryGetValue("*", out var others) ? Inner(others) : new JsonObject();
        return schema;
    }

    private static JsonObject Plain(Shape shape)
    {
        if (shape.Kind is 'o') return [];
        var schema = new JsonObject { ["type"] = shape.Kind switch { 'i' => "integer", 'b' => "boolean", _ => "string" } };
        if (shape.Words.Count > 0) schema["enum"] = new JsonArray([.. shape.Words.Select(w => JsonValue.Create(w))]);
        return schema;
    }
}
