using System.Text;
using System.Text.Json;

namespace Palisade.Detection.Tests.Shared;

/// <summary>The argument names and values of a request, as bytes widened to Latin-1.</summary>
internal static class RequestValues
{
    public static IEnumerable<string> Of(string target, string? contentType, string? body)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
        {
            foreach (var part in Form(target[(query + 1)..])) yield return part;
        }

        if (body is null) yield break;
        var values = contentType switch
        {
            null => Form(body),
            _ when contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) => Json(body),
            _ when contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) => Multipart(body),
            _ => Form(body),
        };
        foreach (var value in values) yield return value;
    }

    public static IEnumerable<string> Form(string text)
    {
        foreach (var pair in text.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                yield return CrsDecoding.UrlDecode(pair);
                continue;
            }

            yield return CrsDecoding.UrlDecode(pair[..equals]);
            yield return CrsDecoding.UrlDecode(pair[(equals + 1)..]);
        }
    }

    private static List<string> Json(string body)
    {
        // The body is bytes as Latin-1; its text is UTF-8.
        using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(body));
        var values = new List<string>();
        Collect(document.RootElement, values);
        return values;
    }

    private static void Collect(JsonElement element, List<string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Collect(property.Value, values);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, values);
                break;
            case JsonValueKind.String:
                values.Add(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(element.GetString()!)));
                break;
            default:
                values.Add(element.GetRawText());
                break;
        }
    }

    private static IEnumerable<string> Multipart(string body)
    {
        var boundary = body[..body.IndexOf('\r', StringComparison.Ordinal)];
        foreach (var part in body.Split(boundary))
        {
            var content = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (content >= 0) yield return part[(content + 4)..].TrimEnd('\r', '\n', '-');
        }
    }
}
