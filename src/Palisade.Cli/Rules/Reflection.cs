using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Palisade.Cli.Rules;

/// <summary>A response as a test describes it in JSON: <c>status</c>, <c>headers</c>, <c>body</c> or <c>encodedBody</c> (base64). Names are read in any case, unknown ones left alone.</summary>
internal sealed record Reflection(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, string? Problem)
{
    // RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads a description; null when it is not JSON of that form.</summary>
    public static Reflection? Read(byte[] json)
    {
        try
        {
            // Bytes that are no UTF-8 become U+FFFD instead of a fault, as with albedo.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The endpoints that a description is to be kept for: their method and target.</summary>
    public static IReadOnlyList<(string Method, string Target)> Endpoints(byte[] json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json));
        return Member(document.RootElement, "endpoints") is { ValueKind: JsonValueKind.Array } endpoints
            ? [.. endpoints.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object).Select(e => (Text(e, "method") ?? "", Text(e, "url") ?? ""))]
            : [];
    }

    /// <summary>Sends the response.</summary>
    public Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        foreach (var (name, value) in Headers) response.Headers.Append(name, value);
        response.StatusCode = Problem is null ? Status : StatusCodes.Status400BadRequest;
        var body = Problem is null ? Body : Encoding.UTF8.GetBytes(Problem);
        if (body.Length == 0 || response.StatusCode is < 200 or 204 or 304) return Task.CompletedTask;

        // A server written in Go names the type it recognises; the rules for response bodies look at it.
        if (string.IsNullOrEmpty(response.ContentType) && response.Headers.ContentEncoding.Count == 0) response.ContentType = ContentSniffer.TypeOf(body);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static Reflection? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object) return null;

        var status = Member(root, "status") is { ValueKind: not JsonValueKind.Null } number ? number.GetInt32() : 0;
        var body = Text(root, "body");
        var encoded = Text(root, "encodedBody");
        var headers = Member(root, "headers") is { ValueKind: not JsonValueKind.Null } members
            ? members.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value.GetString() ?? "")).Where(IsSendable).ToList()
            : [];
        if (status is (> 0 and < 100) or >= 600 or < 0) return new(status, headers, [], $"Invalid status code: {status}");

        try
        {
            var bytes = string.IsNullOrEmpty(body) ? Convert.FromBase64String(encoded ?? "") : Encoding.UTF8.GetBytes(body);
            return new(status == 0 ? StatusCodes.Status200OK : status, headers, bytes, null);
        }
        catch (FormatException)
        {
            return new(status, headers, [], "invalid base64 encoding of response body");
        }
    }

    // Framing is the server's own; what HTTP cannot carry is left out.
    private static bool IsSendable(KeyValuePair<string, string> header) =>
        header.Key.Length > 0 &&
        !header.Key.AsSpan().ContainsAnyExcept(Token) &&
        !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) &&
        !header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) &&
        header.Value.All(c => c is '\t' or >= ' ' and not (char)0x7F);

    private static JsonElement? Member(JsonElement of, string name) =>
        of.EnumerateObject().Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => (JsonElement?)m.Value).LastOrDefault();

    private static string? Text(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: not JsonValueKind.Null } text ? text.GetString() : null;
}
