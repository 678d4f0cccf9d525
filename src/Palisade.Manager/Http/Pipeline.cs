using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Palisade.Api.Json;

namespace Palisade.Manager.Http;

/// <summary>What every request goes through: who asks, whether they may, what they say; then the route; then the answer.</summary>
internal sealed partial class Pipeline(Doorman doorman, ILogger logger)
{
    private long _unavailable;

    /// <summary>How often the store did not answer.</summary>
    public long StoreFailures => Interlocked.Read(ref _unavailable);

    /// <summary>Answers a request of a known path.</summary>
    public async Task RunAsync(HttpContext http, Route route)
    {
        var principal = await doorman.FindAsync(http, route);
        var call = new Call(http, route, principal);
        await doorman.AdmitAsync(call, route, principal);
        call.CheckQuery();
        await WriteAsync(http, await route.Run(call));
    }

    /// <summary>Runs whatever follows, and answers what it refuses, or fails at, with a problem.</summary>
    public async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        Harden(http);
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: 404 or 405, ContentLength: null, ContentType: null }) await RefuseAsync(http, new(http.Response.StatusCode, http.Response.StatusCode is 405 ? "This path has other methods." : "There is no such path."));
        }
        catch (RequestRefused refused)
        {
            await RefuseAsync(http, refused);
        }
        catch (BadHttpRequestException bad)
        {
            await RefuseAsync(http, new(RequestRefused.Words.ContainsKey(bad.StatusCode) ? bad.StatusCode : 400, bad.StatusCode is 413 ? "The body is too large." : "The request is not good HTTP."));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception busy) when (busy is System.Data.Common.DbException or TimeoutException or IOException)
        {
            Interlocked.Increment(ref _unavailable);
            Unavailable(logger, busy, http.Request.Method, http.Request.Path);
            await RefuseAsync(http, new(503, "The store does not answer.") { RetryAfter = TimeSpan.FromSeconds(5) });
        }
        catch (Exception fault)
        {
            Failed(logger, fault, http.Request.Method, http.Request.Path);
            await RefuseAsync(http, new(500, "It is written in the manager's log."));
        }
    }

    private static void Harden(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        if (answer.Version is { } version) response.Headers.ETag = $"\"{version}\"";
        if (answer.Location is { } location) response.Headers.Location = location;
        if (answer.Cookie is { } cookie) SessionCookie.Write(http, cookie);
        if (answer.Stream is { } stream) await stream(http);
        else if (answer.Text is { } text)
        {
            response.ContentType = text.MediaType;
            await response.Body.WriteAsync(text.Bytes, http.RequestAborted);
        }
        else if (answer.Body is { } body) await WriteJsonAsync(response, body, "application/json", http.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext http, RequestRefused refused)
    {
        if (http.Response.HasStarted) return;
        http.Response.StatusCode = refused.Status;
        if (LeavesMuch(http.Request)) http.Response.Headers.Connection = "close";
        if (refused.Status is 401) http.Response.Headers.WWWAuthenticate = "Bearer realm=\"palisade\"";
        if (refused.RetryAfter is { } wait) http.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await WriteJsonAsync(http.Response, refused.ToProblem(), "application/problem+json", CancellationToken.None);
    }

    // A body that is too large to be read to its end ends the connection: the client is told, and does not send its next request there.
    private static bool LeavesMuch(HttpRequest request) =>
        !HttpProtocol.IsHttp2(request.Protocol) && (request.ContentLength > BodyShape.Small || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0));

    private static async Task WriteJsonAsync(HttpResponse response, object body, string mediaType, CancellationToken stop)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire.Options);
        (response.ContentType, response.ContentLength) = (mediaType, bytes.Length);
        await response.Body.WriteAsync(bytes, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger logger, Exception fault, string method, PathString path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: the store does not answer")]
    private static partial void Unavailable(ILogger logger, Exception fault, string method, PathString path);
}
