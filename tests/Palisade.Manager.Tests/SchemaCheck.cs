using System.Text.Json;
using System.Text.Json.Nodes;

namespace Palisade.Manager.Tests;

/// <summary>As much of JSON schema as the contract's document uses; a word that is not known here fails.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Known = ["$ref", "type", "properties", "required", "items", "enum", "format", "description", "default", "pattern", "anyOf", "minimum", "maximum", "maxLength", "additionalProperties"];

    /// <summary>What is wrong with a value, or with a schema; null when nothing is.</summary>
    public static string? Fault(JsonObject document, JsonNode schema, JsonNode? value, string at)
    {
        if (schema is JsonValue flag) return flag.GetValue<bool>() ? null : $"{at}: nothing is allowed";
        var map = schema.AsObject();
        if (map.FirstOrDefault(m => !Known.Contains(m.Key)).Key is { } strange) return $"{at}: the schema's word {strange} is not known";
        if (map["$ref"]?.GetValue<string>() is { } reference) return Fault(document, document["components"]!["schemas"]![reference.Split('/')[^1]]!, value, at);
        if (map["anyOf"] is JsonArray any && any.All(s => Fault(document, s!, value, at) is not null)) return $"{at}: none of {any.ToJsonString()}";
        if (map["type"] is { } type && !Types(type).Contains(TypeOf(value), StringComparer.Ordinal) && !(TypeOf(value) is "integer" && Types(type).Contains("number", StringComparer.Ordinal))) return $"{at}: {TypeOf(value)} is not {type.ToJsonString()}";
        if (map["enum"] is JsonArray words && words.All(w => !JsonNode.DeepEquals(w, value))) return $"{at}: {value} is not one of {words.ToJsonString()}";
        if (value is JsonObject members)
        {
            foreach (var name in map["required"]?.AsArray().Select(r => r!.GetValue<string>()) ?? [])
            {
                if (!members.ContainsKey(name)) return $"{at}.{name} is missing";
            }

            foreach (var (name, member) in members)
            {
                // What the contract does not name, it does not say, unless it says so.
                var others = map["additionalProperties"];
                if (map["properties"] is JsonObject properties && !properties.ContainsKey(name) && others is null) return $"{at}.{name} is not described";
                if ((map["properties"]?[name] ?? others) is { } inner && Fault(document, inner, member, $"{at}.{name}") is { } fault) return fault;
            }
        }

        if (value is JsonArray items && map["items"] is { } each) return items.Select((item, i) => Fault(document, each, item, $"{at}[{i}]")).FirstOrDefault(f => f is not null);
        return null;
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray many ? many.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().IndexOfAny(['.', 'e', 'E']) < 0 ? "integer" : "number",
    };
}
