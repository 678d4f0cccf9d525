using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>The headers a proxy owns, on the way to the origin.</summary>
internal static class RequestHeaders
{
    /// <summary>Sets them on a message that already carries what the client sent.</summary>
    public static void Finish(Exchange exchange, HttpRequest from, HttpRequestMessage to)
    {
        // The library holds this one for hop by hop; browsers mean it for the origin.
        if (from.Headers.TryGetValue("Upgrade-Insecure-Requests", out var upgrade)) Set(from, to, "Upgrade-Insecure-Requests", upgrade);
        // The server's own note of a length that stood beside Transfer-Encoding; nobody sent it.
        if (from.Headers.TransferEncoding.Count > 0 && from.Headers.ContainsKey("X-Content-Length") && HeadValues.First(exchange.Head.Headers, "X-Content-Length") is null) to.Headers.Remove("X-Content-Length");
        // As received: the server rewrites this header to what it made of it.
        ConnectionOptions.Remove(exchange.Head.Headers, to);
        Forwarded(exchange, from, to);
        if (exchange.Trace is { } trace) Set(from, to, "traceparent", trace.Parent);
        if (LoopMark.IsSent(exchange)) Set(from, to, LoopMark.Name, StringValues.Concat(from.Headers[LoopMark.Name], LoopMark.Value));
        // Asking whether a body is welcome makes no sense once it was read; otherwise the origin decides.
        if (exchange.RequestBody.Held) to.Headers.ExpectContinue = null;
    }

    /// <summary>
    /// Who the client is, for the origin. What came is believed, and extended, only from a trusted proxy; from anyone else it
    /// is replaced, so that an application may rely on it.
    /// </summary>
    private static void Forwarded(Exchange exchange, HttpRequest from, HttpRequestMessage to)
    {
        var peer = exchange.Client.Peer.ToString();
        var trusted = exchange.Client.PeerTrusted;
        var before = trusted ? from.Headers["X-Forwarded-For"] : default;
        Set(from, to, "X-Forwarded-For", before.Count == 0 ? peer : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", before.ToArray())}, {peer}"));
        if (!trusted || !from.Headers.ContainsKey("X-Forwarded-Proto")) Set(from, to, "X-Forwarded-Proto", exchange.Encrypted ? "https" : "http");
        if (!trusted || !from.Headers.ContainsKey("X-Forwarded-Host")) Set(from, to, "X-Forwarded-Host", from.Headers.Host);
        if (!trusted && from.Headers.ContainsKey("Forwarded")) to.Headers.Remove("Forwarded");
    }

    private static void Set(HttpRequest from, HttpRequestMessage to, string name, StringValues values)
    {
        if (from.Headers.ContainsKey(name)) to.Headers.Remove(name);
        if (values.Count == 1) to.Headers.TryAddWithoutValidation(name, values[0]);
        else if (values.Count > 1) to.Headers.TryAddWithoutValidation(name, values.ToArray());
    }
}
