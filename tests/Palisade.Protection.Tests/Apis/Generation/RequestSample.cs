using System.Text;
using System.Text.Json.Nodes;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Tests.Apis.Generation;

/// <summary>Makes requests that a description allows.</summary>
internal sealed class RequestSample(DocumentNode root, Random random, string basePath)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];
    private readonly ValueSample _values = new(root, random);

    public IEnumerable<(string Path, string Method, DocumentNode Item, DocumentNode Operation)> Operations =>
        from path in root["paths"]!.Members
        from method in Methods
        where path.Value[method] is not null
        select (path.Key, method, path.Value, path.Value[method]!);

    public SampleRequest Of(string path, string method, DocumentNode item, DocumentNode operation, bool wholly = false)
    {
        var (query, headers, cookies) = (new List<(string, string)>(), new List<(string, string)> { ("Host", "api.wren-parcels.example") }, new List<string>());
        var parameters = (item["parameters"]?.Items ?? []).Concat(operation["parameters"]?.Items ?? []).Select(_values.Resolve);
        foreach (var parameter in parameters)
        {
            var (name, place) = (parameter["name"]!.Text, parameter["in"]!.Text);
            if (!wholly && parameter["required"]?.Text is not "true" && random.Next(2) == 0) continue;
            var value = _values.Of(parameter["schema"] ?? parameter["content"]!["application/json"]!["schema"]!);
            switch (place)
            {
                case "path": path = path.Replace($"{{{name}}}", Joined(value, ",")); break;
                case "header": headers.Add((name, Plain(value))); break;
                case "cookie": cookies.Add($"{name}={Plain(value)}"); break;
                default: query.AddRange(Query(parameter, name, value)); break;
            }
        }

        if (cookies.Count > 0) headers.Add(("Cookie", string.Join("; ", cookies.Prepend("theme=dark"))));
        if (random.Next(8) == 0) query.Add(("api_key", "k123"));
        var body = operation["requestBody"] is { } reference ? Body(_values.Resolve(reference), headers, wholly) : [];
        return new(operation["operationId"]!.Text, method.ToUpperInvariant(), basePath + path, query, headers, body);
    }

    private byte[] Body(DocumentNode body, List<(string, string)> headers, bool wholly)
    {
        if (!wholly && body["required"]?.Text is not "true" && random.Next(2) == 0) return [];
        var content = body["content"]!.Members[random.Next(body["content"]!.Members.Count)];
        var type = content.Key.Replace("image/*", "image/png", StringComparison.Ordinal);
        var value = content.Value["schema"] is { } schema ? _values.Of(schema) : JsonValue.Create("anything");
        switch (type)
        {
            case "application/x-www-form-urlencoded":
                headers.Add(("Content-Type", type));
                return Encoding.UTF8.GetBytes(string.Join('&', value!.AsObject().SelectMany(m => Each(m.Value).Select(v => $"{m.Key}={Escaped(v)}"))));
            case "multipart/form-data":
                headers.Add(("Content-Type", $"{type}; boundary=sEp"));
                return Multipart(value!.AsObject());
            default:
                headers.Add(("Content-Type", type.EndsWith("json", StringComparison.Ordinal) && random.Next(2) == 0 ? type + "; charset=utf-8" : type));
                return Encoding.UTF8.GetBytes(type.EndsWith("json", StringComparison.Ordinal) ? value?.ToJsonString(new() { WriteIndented = random.Next(3) == 0 }) ?? "null" : Plain(value));
        }
    }

    private static byte[] Multipart(JsonObject value)
    {
        var text = new StringBuilder();
        foreach (var (name, member) in value)
        {
            var file = name == "file" ? "; filename=\"a.gif\"" : "";
            text.Append($"--sEp\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{(member is JsonObject ? member.ToJsonString() : Plain(member))}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("--sEp--\r\n").ToString());
    }

    private static IEnumerable<(string, string)> Query(DocumentNode parameter, string name, JsonNode? value)
    {
        if (parameter["content"] is not null) return [(name, Uri.EscapeDataString(value!.ToJsonString()))];
        var (style, explode) = (parameter["style"]?.Text ?? "form", parameter["explode"]?.Text is not "false");
        return (value, style) switch
        {
            (JsonObject members, "deepObject") => members.Select(m => ($"{name}%5B{m.Key}%5D", Escaped(m.Value))),
            (JsonObject members, _) => members.Select(m => (m.Key, Escaped(m.Value))),
            (JsonArray { Count: 0 }, _) => [],
            (JsonArray items, _) when explode => items.Select(i => (name, Escaped(i))),
            (JsonArray, _) => [(name, Joined(value, style switch { "spaceDelimited" => "%20", "pipeDelimited" => "|", _ => "," }))],
            _ => [(name, Escaped(value))],
        };
    }

    private static IEnumerable<JsonNode?> Each(JsonNode? value) => value is JsonArray items ? items : new JsonNode?[] { value };

    private static string Joined(JsonNode? value, string separator) => string.Join(separator, Each(value).Select(Escaped));

    private static string Escaped(JsonNode? value) => Uri.EscapeDataString(Plain(value));

    private static string Plain(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "null";
}
