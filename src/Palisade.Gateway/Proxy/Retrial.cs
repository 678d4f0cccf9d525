using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Accept;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>
/// Whether a request may go to one more server. What was never sent always may; what may have been done already, only where doing it twice is the
/// same as once (RFC 9110, section 9.2.2) and its body, if it has one, is held.
/// </summary>
/// <param name="retries">When, as the pool says; null for never.</param>
/// <param name="more">Whether there is a server and an attempt left.</param>
internal readonly struct Retrial(Exchange exchange, HttpContext http, OriginRetries? retries, bool more)
{
    /// <summary>Whether an answer with <paramref name="status"/> is put back and another server asked.</summary>
    public bool AfterStatus(int status) => status is 502 or 503 or 504 && Is(RetryCause.GatewayError) && MayRepeat;

    /// <summary>Whether another server is asked after forwarding failed.</summary>
    /// <param name="isLate">Whether the time for one attempt was up.</param>
    public bool After(ForwarderError error, Exception? fault, bool isLate)
    {
        if (!more || !exchange.Open || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested) return false;
        if (OriginFault.IsOfConnecting(error, fault)) return Is(RetryCause.ConnectFailure);
        return (isLate || OriginFault.IsReset(error, fault)) && Is(RetryCause.Reset) && MayRepeat;
    }

    private bool MayRepeat =>
        exchange.Kind is RequestKind.Plain or RequestKind.EventStream
        && http.Request.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE"
        && (exchange.RequestBody.Held || http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is false);

    private bool Is(RetryCause cause) => more && retries is not null && retries.Causes.Contains(cause);
}
