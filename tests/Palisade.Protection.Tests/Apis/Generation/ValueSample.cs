using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Tests.Apis.Generation;

/// <summary>Makes values that a schema allows, from the document itself, without the code that is tested.</summary>
internal sealed class ValueSample(DocumentNode root, Random random, bool forRequest = true)
{
    private static readonly string[] Letters = ["a", "b", "e", "n", "o", "r", "t", "Z", "ä", "é", "ß", "漢", "字", "😀", " ", "-", ".", "7"];

    public JsonNode? Of(DocumentNode schema, int depth = 0)
    {
        schema = Resolve(schema);
        if (schema["enum"] is { } values) return Json(values.Items[random.Next(values.Items.Count)]);
        if (schema["const"] is { } value) return Json(value);
        if (schema["oneOf"] is { } one) return Of(one.Items[depth > 2 ? 0 : random.Next(one.Items.Count)], depth + 1);
        if (schema["anyOf"] is { } any) return Of(any.Items[random.Next(any.Items.Count)], depth + 1);
        if (schema["allOf"] is { } all) return Merged(all, depth);
        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => Array(schema, depth),
            "integer" => JsonNode.Parse(Integer(schema)),
            "number" => JsonNode.Parse(Number(schema)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "null" => null,
            _ => JsonValue.Create(Text(schema)),
        };
    }

    public DocumentNode Resolve(DocumentNode node)
    {
        while (node["$ref"] is { } reference)
        {
            node = reference.Text[2..].Split('/').Aggregate(root, (at, step) => at[step]!);
        }

        return node;
    }

    private string TypeOf(DocumentNode schema) => schema["type"] switch
    {
        { Kind: NodeKind.List } list => list.Items[random.Next(list.Items.Count)].Text,
        { } type => type.Text,
        _ => schema["properties"] is not null ? "object" : "string",
    };

    private JsonObject Merged(DocumentNode all, int depth)
    {
        var merged = new JsonObject();
        foreach (var part in all.Items)
        {
            foreach (var (name, member) in Of(part, depth)!.AsObject().ToArray()) merged[name] = member?.DeepClone();
        }

        return merged;
    }

    private JsonObject Object(DocumentNode schema, int depth)
    {
        var made = new JsonObject();
        var required = schema["required"]?.Items.Select(i => i.Text).ToArray() ?? [];
        var wholly = schema["if"] is not null || schema["dependentRequired"] is not null || schema["minProperties"] is not null;
        foreach (var (name, node) in schema["properties"]?.Members ?? [])
        {
            if (Resolve(node)[forRequest ? "readOnly" : "writeOnly"] is not null) continue;
            if (!required.Contains(name) && !wholly && (depth > 3 || random.Next(2) == 0)) continue;
            made[name] = Of(node, depth + 1);
        }

        if (schema["additionalProperties"] is { Kind: NodeKind.Map } others)
        {
            var names = schema["propertyNames"]?["pattern"]?.Text ?? "^[a-z]{3}$";
            for (var i = random.Next(3); i > 0; i--) made[PatternSample.Of(names, random)] = Of(others, depth + 1);
        }

        foreach (var (pattern, node) in schema["patternProperties"]?.Members ?? []) made[PatternSample.Of(pattern, random)] = Of(node, depth + 1);
        return made;
    }

    private JsonArray Array(DocumentNode schema, int depth)
    {
        var made = new JsonArray();
        foreach (var item in schema["prefixItems"]?.Items ?? []) made.Add(Of(item, depth + 1));
        if (schema["items"] is not { Kind: NodeKind.Map } each) return made;

        var (least, most) = (Int(schema, "minItems", 0), Math.Min(Int(schema, "maxItems", 4), 4));
        var count = depth > 4 ? least : random.Next(least, Math.Max(least, most) + 1);
        var seen = new HashSet<string>();
        for (var tries = 0; made.Count < count && tries < 40; tries++)
        {
            var item = Of(each, depth + 1);
            if (schema["uniqueItems"] is not null && !seen.Add(item?.ToJsonString() ?? "null")) continue;
            made.Add(item);
        }

        return made;
    }

    private string Integer(DocumentNode schema)
    {
        var (low, high) = (Long(schema, "minimum", -1000), Long(schema, "maximum", 100_000));
        return random.NextInt64(low, high + 1).ToString(CultureInfo.InvariantCulture);
    }

    private string Number(DocumentNode schema)
    {
        // In hundredths, so that multiples of 0.01 are exact.
        var low = (Long(schema, "minimum", Long(schema, "exclusiveMinimum", -1000)) * 100) + (schema["exclusiveMinimum"] is null ? 0 : 1);
        var hundredths = random.NextInt64(low, (Long(schema, "maximum", 10_000) * 100) + 1);
        var text = (hundredths / 100m).ToString(CultureInfo.InvariantCulture);
        return random.Next(5) == 0 ? text + "e0" : text;
    }

    private string Text(DocumentNode schema)
    {
        if (schema["pattern"] is { } pattern) return PatternSample.Of(pattern.Text, random);
        if (schema["format"] is { } format && Formatted(format.Text) is { } formatted) return formatted;
        var (least, most) = (Int(schema, "minLength", 0), Int(schema, "maxLength", 40));
        var length = random.Next(4) == 0 ? Math.Min(most, 200) : random.Next(least, Math.Min(most, least + 20) + 1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    private string? Formatted(string format)
    {
        var time = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(200_000_000));
        return format switch
        {
            "date" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "date-time" => time.ToString(random.Next(2) == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            "uuid" => new Guid(Bytes(16)).ToString(),
            "email" => $"{PatternSample.Of("[a-z]{1,10}", random)}.{PatternSample.Of("[a-z0-9]{1,10}", random)}@{PatternSample.Of("[a-z]{1,12}", random)}.example",
            "uri" => $"https://{PatternSample.Of("[a-z]{1,12}", random)}.example/{PatternSample.Of("[a-z0-9]{0,20}", random)}?a=%20b#c",
            "byte" => Convert.ToBase64String(Bytes(random.Next(40))),
            "base64url" => Convert.ToBase64String(Bytes(random.Next(1, 40))).Replace('+', '-').Replace('/', '_').TrimEnd('='),
            "binary" => "GIF89a",
            _ => null,
        };
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static JsonNode? Json(DocumentNode node)
    {
        var text = new StringBuilder();
        DocumentJson.Write(node, text, 10_000);
        return JsonNode.Parse(text.ToString());
    }

    private static int Int(DocumentNode schema, string name, int otherwise) => (int)Long(schema, name, otherwise);

    private static long Long(DocumentNode schema, string name, long otherwise) => schema[name] is { } node ? long.Parse(node.Text, CultureInfo.InvariantCulture) : otherwise;
}
