using System.IO.Compression;
using System.Text.Json;
using Palisade.Engine.Tests.Differential;

namespace Palisade.Engine.Tests.CoreRules;

/// <summary>The labelled requests that lie beside the project, as they are and with their payload in other kinds of bodies.</summary>
internal static class CorpusRequests
{
    private const string Boundary = "----differential";

    public static IEnumerable<(string Name, Exchange Exchange)> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            for (var number = 0; lines.ReadLine() is { } line; number++)
            {
                using var document = JsonDocument.Parse(line);
                yield return Read(document.RootElement, number);
            }
        }
    }

    // Three of eight as they are; of the others the payload in each of the kinds by turns.
    private static (string Name, Exchange Exchange) Read(JsonElement json, int number)
    {
        var name = json.GetProperty("id").GetString()!;
        var method = json.GetProperty("method").GetString()!;
        var target = json.GetProperty("target").GetString()!;
        var body = json.GetProperty("body").GetString() ?? "";
        var headers = json.GetProperty("headers").EnumerateArray().Select(h => (Name: h[0].GetString()!, Value: h[1].GetString()!)).ToList();
        var (type, other) = Other(number % 8, body.Length > 0 ? body : Uri.UnescapeDataString(target.Split('?', 2)[^1]));
        if (type.Length == 0) return (name, Exchange.Of(method, target, headers, body));
        headers.RemoveAll(h => h.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
        return ($"{name} as {type}", Exchange.Of("POST", target.Split('?')[0], [.. headers, ("Content-Type", type), ("Content-Length", $"{other.Length}")], other));
    }

    private static (string Type, string Body) Other(int kind, string payload) => kind switch
    {
        1 => ("application/x-www-form-urlencoded", "q=" + string.Concat(payload.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%{(int)c & 0xFF:X2}"))),
        2 or 3 => ("application/json", JsonSerializer.Serialize(new { page = 1, items = new[] { new { text = payload } } })),
        4 => ("text/xml", $"<order note=\"{Escaped(payload)}\"><item>{Escaped(payload)}</item></order>"),
        5 => ($"multipart/form-data; boundary={Boundary}", $"--{Boundary}\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n{payload}\r\n--{Boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n{payload}\r\n--{Boundary}--\r\n"),
        _ => ("", ""),
    };

    private static string Escaped(string text) => string.Concat(text.Where(c => c >= ' ').Select(c => c is '<' or '&' or '"' or > '~' ? $"&#{(int)c};" : $"{c}"));
}
