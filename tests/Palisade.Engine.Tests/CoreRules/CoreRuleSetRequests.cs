using System.Text;
using System.Text.Json;
using Palisade.Engine.Http;
using Palisade.Engine.Tests.Differential;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Model;
using Palisade.Ftw.Requests;

namespace Palisade.Engine.Tests.CoreRules;

/// <summary>The exchanges of the Core Rule Set's own tests, without a server: heads are split as written, answers are those that a request to <c>/reflect</c> describes.</summary>
internal static class CoreRuleSetRequests
{
    /// <summary>Every stage of every test that can be written, in the order of the files, by test.</summary>
    public static IEnumerable<(string Name, Exchange Exchange)> Read(string folder) =>
        from file in TestFolder.Read([Path.Combine(folder, "tests")])
        from test in file.Tests
        from stage in test.Stages
        let exchange = Read(stage)
        where exchange is not null
        select (test.Name, exchange);

    private static Exchange? Read(Stage stage)
    {
        if (RequestWriter.Write(stage.Input).Request is not { } request) return null;
        var text = Encoding.Latin1.GetString(request.Bytes);
        var (head, body) = text.Split("\r\n\r\n", 2) is [var before, var after] ? (before, after) : (text, "");
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ', 3) is not [var method, var target, var protocol]) return null;

        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(l => l.Length == 2).Select(l => (l[0], l[1].Trim(' ', '\t')));
        var exchange = Exchange.Of(method, target, headers, body);
        exchange = exchange with { Head = exchange.Head with { Protocol = Exchange.Bytes(protocol), RequestLine = Exchange.Bytes(lines[0]) } };
        return target.StartsWith("/reflect", StringComparison.Ordinal) ? Reflected(exchange, body) : exchange;
    }

    private static Exchange Reflected(Exchange exchange, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            var status = json.TryGetProperty("status", out var number) ? number.GetInt32() : 200;
            var content = json.TryGetProperty("encodedBody", out var encoded) ? encoded.GetBytesFromBase64()
                : json.TryGetProperty("body", out var plain) ? Encoding.UTF8.GetBytes(plain.GetString()!)
                : [];
            var headers = json.TryGetProperty("headers", out var named) ? named.EnumerateObject().Select(h => (h.Name, $"{h.Value}")) : [("Content-Type", "text/html")];
            return exchange with { Response = new ResponseHead(status, Exchange.Bytes("HTTP/1.1"), Exchange.Lines(headers)), ResponseBody = content };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return exchange;
        }
    }
}
