using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Palisade.Api.Json;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Contract;

/// <summary>The schemas of the contract's types, each written once and named by its type.</summary>
internal sealed class SchemaSet
{
    private static readonly JsonSchemaExporterOptions Style = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Plain };

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schema of something that is answered.</summary>
    public JsonObject Answer(Type type) => type == typeof(string) ? new() { ["type"] = "string" } : Body(type);

    /// <summary>The schema of something that is taken.</summary>
    public JsonObject Body(Type type)
    {
        if (type == typeof(Node)) return Reference("Object", ObjectSchema);
        if (type == typeof(JsonObject)) return new() { ["type"] = "object" };
        return Reference(type.Name, () => Wire.Options.GetJsonSchemaAsNode(type, Style));
    }

    /// <summary>All that were asked for.</summary>
    public JsonObject All() => new([.. _schemas.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value))]);

    private JsonObject Reference(string name, Func<JsonNode> make)
    {
        if (!_schemas.ContainsKey(name)) _schemas[name] = make();
        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    // What specs hold depends on the kind: docs/objects.md and docs/policies.md.
    private static JsonObject ObjectSchema() => new()
    {
        ["type"] = new JsonArray("object", "array"),
        ["description"] = "An object as its author writes it; where many are taken, a list of them or {items: [...]}.",
        ["properties"] = new JsonObject
        {
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = new JsonObject { ["type"] = "object" },
            ["system_metadata"] = new JsonObject { ["type"] = "object" },
            ["spec"] = new JsonObject { ["type"] = new JsonArray("object", "null") },
        },
    };

    // The exporter refers to a type that it met before by its place in the same schema, which is another place here; none of the contract's types is inside itself.
    private static JsonNode Plain(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject map && map["default"] is null) map.Remove("default");
        return schema;
    }
}
