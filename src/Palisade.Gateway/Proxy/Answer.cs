using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Proxy;

/// <summary>Carries out a verdict: tells the client, or tells it nothing.</summary>
internal sealed class Answer(BlockPage page, int? blockStatus)
{
    private const string JsonType = "application/json";
    private const string HtmlType = "text/html; charset=utf-8";

    /// <summary>The header that names the request on answers of ours.</summary>
    public const string SupportIdHeader = "X-Support-Id";

    /// <summary>Writes the answer, unless part of the origin's has gone out already: then the connection ends, so that no client takes half for whole.</summary>
    public async ValueTask WriteAsync(Exchange exchange, HttpContext http)
    {
        var verdict = exchange.Verdict!;
        if (verdict.Kind is VerdictKind.Drop or VerdictKind.ClientGone || http.Response.HasStarted)
        {
            if (verdict.Kind is not VerdictKind.ClientGone || http.Response.HasStarted) http.Abort();
            return;
        }

        try
        {
            await WritePageAsync(exchange, verdict, http);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client did not wait for the page; the event tells the story.
            http.Abort();
        }
    }

    /// <summary>The status that a verdict becomes.</summary>
    public int StatusOf(Verdict verdict) => verdict.Kind is VerdictKind.Block ? blockStatus ?? verdict.Status : verdict.Status;

    /// <summary>The answer to a head that never became a request, ready for the wire; the connection ends behind it. Empty when nothing is to be said.</summary>
    public byte[] OnTheWire(Exchange exchange)
    {
        var verdict = exchange.Verdict!;
        if (verdict.Kind is not VerdictKind.Refuse) return [];

        var json = BlockPage.WantsJson(HeadValues.First(exchange.Head.Headers, "Accept") ?? "");
        var body = json ? BlockPage.Json(verdict, exchange.Head.Id) : page.Html(verdict, exchange.Head.Id);
        // A client that names no version knows no status line: HTTP/0.9 answers are the page and the end of the connection.
        if (exchange.Wire?.Oddities.HasFlag(HeadOddities.NoVersion) is true) return body;

        var head = $"""
            HTTP/1.1 {verdict.Status} {ReasonPhrases.GetReasonPhrase(verdict.Status)}
            Content-Type: {(json ? JsonType : HtmlType)}
            Content-Length: {body.Length}
            Cache-Control: no-store
            {SupportIdHeader}: {exchange.Head.Id}
            Connection: close


            """.ReplaceLineEndings("\r\n");
        return exchange.Head.Method.Span.SequenceEqual("HEAD"u8) ? Encoding.ASCII.GetBytes(head) : [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    // A firewall may have a page of its own for what it blocks.
    private byte[] Page(Exchange exchange, Verdict verdict) =>
        verdict.Kind is VerdictKind.Block && exchange.Policy.Firewall?.Config.BlockingPage is { } own
            ? BlockPage.Fill(own.Html, verdict, exchange.Head.Id)
            : page.Html(verdict, exchange.Head.Id);

    private async ValueTask WritePageAsync(Exchange exchange, Verdict verdict, HttpContext http)
    {
        var response = http.Response;
        response.Clear();
        response.StatusCode = StatusOf(verdict);
        if (http.Features.Get<IHttpResponseFeature>() is { } feature) feature.ReasonPhrase = null;
        response.Headers[SupportIdHeader] = exchange.Head.Id;
        response.Headers.CacheControl = "no-store";
        RateHeaders.Write(exchange, response.Headers);
        if (verdict.Authenticate is not null) response.Headers.WWWAuthenticate = verdict.Authenticate;
        if (verdict.Reply is { } reply)
        {
            await WriteReplyAsync(reply, verdict, http);
            return;
        }

        if (verdict.Kind is VerdictKind.Redirect)
        {
            response.Headers.Location = verdict.Location;
            response.ContentLength = 0;
            return;
        }

        var json = BlockPage.WantsJson(http.Request.Headers.Accept.ToString());
        var sent = verdict with { Status = response.StatusCode };
        var body = json ? BlockPage.Json(sent, exchange.Head.Id) : Page(exchange, sent);
        response.ContentType = json ? JsonType : HtmlType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static async ValueTask WriteReplyAsync(Reply reply, Verdict verdict, HttpContext http)
    {
        var response = http.Response;
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
        if (verdict.Location is { } location) response.Headers.Location = location;
        if (reply.ContentType.Length > 0) response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }
}
