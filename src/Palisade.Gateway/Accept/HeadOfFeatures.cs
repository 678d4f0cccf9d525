using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept;

/// <summary>The head of a request of which no raw bytes are kept (HTTP/2): put together from what the server read.</summary>
internal static class HeadOfFeatures
{
    /// <summary>Header strings hold one character per byte, as the server is set to read them.</summary>
    public static RequestHead Build(HttpContext http, string id, DateTimeOffset started, Endpoints endpoints)
    {
        var request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        var protocol = HttpProtocol.IsHttp2(request.Protocol) ? "HTTP/2.0" : request.Protocol;
        var (method, target) = (Bytes(request.Method), Bytes(request.RawTarget));
        var line = Bytes($"{request.Method} {request.RawTarget} {protocol}");
        return new RequestHead(id, started, endpoints, method, target, Bytes(protocol), line, Headers(request.Headers));
    }

    private static List<HeaderLine> Headers(IHeaderDictionary headers)
    {
        var lines = new List<HeaderLine>(headers.Count + 4);
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(':')) continue;

            var nameBytes = Bytes(name);
            foreach (var value in values) lines.Add(new(nameBytes, Bytes(value ?? "")));
        }

        return lines;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
