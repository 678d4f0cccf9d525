using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Inspect;
using Palisade.Gateway.Proxy.Pools;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>What is changed of one request on its way to the origin, and the inspection of the answer on its way back.</summary>
/// <param name="limit">Ends the attempt when no answer begins in time; null for no such limit.</param>
internal sealed class Passage(Exchange exchange, Inspector inspector, TimeProvider clock, LivePool pool, PoolEndpoint endpoint, Retrial retrial, CancellationTokenSource? limit) : HttpTransformer
{
    /// <summary>What the server takes without making us wait for the client, and an origin at once.</summary>
    private const int MostWrittenAtOnce = 64 * 1024;

    private static readonly UriCreationOptions AsGiven = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private long _sentAt;

    /// <summary>Whether its answer was one of a server that could not do its work: 502, 503 or 504.</summary>
    public bool IsGatewayError { get; private set; }

    /// <summary>Whether its answer was put back, so that another server can be asked.</summary>
    public bool IsPutBack { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        // What HTTP/2 writes may still be under way when the request is over, and the body's memory is another's.
        if (proxyRequest is { Content: not null, Version.Major: < 2 } && exchange.RequestBody.Held && httpContext.Request.Body is ResumedStream { All.Length: <= MostWrittenAtOnce } body) proxyRequest.Content = new HeldContent(body.All);
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        RequestHeaders.Finish(exchange, httpContext.Request, proxyRequest);
        HeaderEdits.Of(exchange).Request(proxyRequest);
        // The bytes of the target are the application's: no dot segments removed, no escapes rewritten.
        proxyRequest.RequestUri = new Uri(destinationPrefix + Rewriting.Of(exchange, OriginForm.Of(((IHttpRequestFeature)httpContext.Features[typeof(IHttpRequestFeature)]!).RawTarget)), in AsGiven);
        _sentAt = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return false;

        limit?.CancelAfter(Timeout.InfiniteTimeSpan);
        exchange.OriginTime = clock.GetElapsedTime(_sentAt);
        IsGatewayError = (int)proxyResponse.StatusCode is 502 or 503 or 504;
        if (retrial.AfterStatus((int)proxyResponse.StatusCode))
        {
            IsPutBack = true;
            return false;
        }

        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        ResponseHeaders.Finish(proxyResponse, httpContext.Response);
        var coding = httpContext.Response.Headers.ContentEncoding.ToString();
        HeaderEdits.Of(exchange).Response(httpContext.Response.Headers);
        if (pool.CookieFor(exchange, endpoint) is { } cookie) httpContext.Response.Headers.Append("Set-Cookie", cookie);
        RateHeaders.Write(exchange, httpContext.Response.Headers);
        var head = ResponseHeaders.HeadOf(proxyResponse, httpContext.Response);
        var upgraded = exchange.Kind is RequestKind.Upgrade && IsUpgraded(proxyResponse);
        if (upgraded || HasNoBody(httpContext.Request, proxyResponse))
        {
            inspector.OriginWithoutBody(exchange, head);
            if (upgraded && exchange.Open) BecomeStream(httpContext);
            return exchange.Open;
        }

        var body = await inspector.ResponseAsync(
            exchange,
            head,
            coding,
            await proxyResponse.Content.ReadAsStreamAsync(cancellationToken),
            cancellationToken);
        if (!exchange.Open) return false;

        if (IsReady(proxyResponse, body))
        {
            await WriteAsync(httpContext, body.Held, cancellationToken);
            return false;
        }

        proxyResponse.Content = new StreamContent(Framed(httpContext, proxyResponse, body.ToStream()));
        return true;
    }

    /// <summary>
    /// Whether the body may be written here and now, without the forwarder's copying: all of it is there, nothing follows it, and
    /// the request is through.
    /// </summary>
    private bool IsReady(HttpResponseMessage from, in InspectedBody body) =>
        body.IsWhole
        && body.Held.Length <= MostWrittenAtOnce
        && from.Content.Headers.ContentLength == body.Held.Length
        && from.Version.Major < 2
        && (exchange.RequestBody.Held || from.RequestMessage is { Content: null });

    private async ValueTask WriteAsync(HttpContext http, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        try
        {
            await http.Response.Body.WriteAsync(body, stop);
            if (!stop.IsCancellationRequested) return;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // As below: the client did not wait for it.
        }

        exchange.End(new Verdict(VerdictKind.ClientGone, 499, "client_gone"));
    }

    /// <summary>The body as it is written to the client.</summary>
    private static Stream Framed(HttpContext http, HttpResponseMessage from, Stream body)
    {
        if (from.Content.Headers.ContentLength is not null) return body;

        var prompt = new PromptStream(body, http.Response);
        if (!HttpProtocol.IsHttp11(http.Request.Protocol) || !http.Response.Headers.ContainsKey("Trailer")) return prompt;

        http.Response.Headers.TransferEncoding = "chunked";
        return new TrailerStream(prompt, from.TrailingHeaders);
    }

    // 101, or the answer to an extended CONNECT (RFC 8441, section 5). Anything else is an answer like any other.
    private static bool IsUpgraded(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.SwitchingProtocols
        || (response is { StatusCode: HttpStatusCode.OK, RequestMessage: { } request } && request.Method == HttpMethod.Connect);

    /// <summary>What follows, both ways, is no HTTP any more, and no rule sees it.</summary>
    private void BecomeStream(HttpContext http)
    {
        exchange.RequestBody.Skip(UninspectedReason.Upgrade);
        exchange.ResponseBody.Skip(UninspectedReason.Upgrade);
        http.Features.Get<HeadTap>()?.BecomeStream();
    }

    private static bool HasNoBody(HttpRequest request, HttpResponseMessage response) =>
        HttpMethods.IsHead(request.Method)
        || (int)response.StatusCode is < 200 or 204 or 304
        || response.Content.Headers.ContentLength is 0;
}
