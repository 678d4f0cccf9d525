using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;
using Palisade.Gateway.Proxy.Pools;
using Palisade.Protection.Tenants;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>Sends the request to a server of its pool and the answer, once inspected, to the client; to another server where the first gave none and the pool says so.</summary>
internal sealed class OriginProxy(IHttpForwarder forwarder, LivePools pools, Inspector inspector, TimeProvider clock)
{
    /// <summary>Phases 3 and 4 run on the way back. Whatever goes wrong ends as a verdict; nothing a network does is thrown.</summary>
    public async ValueTask SendAsync(Exchange exchange, HttpContext http)
    {
        if (exchange.Head.Target.Span.SequenceEqual("*"u8))
        {
            AnswerPing(exchange, http.Response);
            return;
        }

        if (LoopMark.IsOurs(exchange))
        {
            exchange.End(new Verdict(VerdictKind.OriginFailed, 508, "loop"));
            return;
        }

        if (PoolOf(exchange) is not { } ready)
        {
            exchange.End(new Verdict(VerdictKind.OriginFailed, 503, "no_pool"));
            return;
        }

        var use = pools.Enter(ready);
        try
        {
            await SendAsync(exchange, http, use.Pool);
        }
        finally
        {
            use.Leave();
        }
    }

    private static ReadyPool? PoolOf(Exchange exchange)
    {
        var served = exchange.Served!;
        return exchange.Route >= 0 && exchange.Route < served.RoutePools.Count && served.RoutePools[exchange.Route] is { } pool ? pool : served.Pool;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(Exchange exchange, HttpContext http, LivePool pool)
    {
        List<PoolEndpoint>? tried = null;
        var attempts = pool.Ready.Spec.Retries?.Attempts ?? 0;
        while (pool.Choose(exchange, tried) is { } endpoint)
        {
            var more = attempts > 0 && pool.Left(1 + (tried?.Count ?? 0)) > 0;
            var (verdict, again) = await TryAsync(exchange, http, pool, endpoint, more);
            if (!again)
            {
                if (verdict is not null) exchange.End(verdict);
                return;
            }

            attempts--;
            PutBack(http);
            (tried ??= []).Add(endpoint);
        }

        // There is one more than is asked for, or none at all.
        exchange.End(new Verdict(VerdictKind.OriginFailed, 503, "no_pool"));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(Verdict? Verdict, bool Again)> TryAsync(Exchange exchange, HttpContext http, LivePool pool, PoolEndpoint endpoint, bool more)
    {
        using var limit = pool.Ready.Spec.Retries?.PerTryTimeoutMs is { } ms ? new CancellationTokenSource(TimeSpan.FromMilliseconds(ms), clock) : null;
        var retrial = new Retrial(exchange, http, pool.Ready.Spec.Retries, more);
        var passage = new Passage(exchange, inspector, clock, pool, endpoint, retrial, limit);
        if (exchange.Probe is { } probe) probe.Origin = endpoint.Authority;
        endpoint.Begin();
        ForwarderError error;
        try
        {
            error = await forwarder.SendAsync(http, endpoint.Prefix, endpoint.Invoker, pool.Config(exchange.Kind is not RequestKind.Plain), passage, limit?.Token ?? CancellationToken.None);
        }
        finally
        {
            endpoint.End();
        }

        var fault = error is ForwarderError.None ? null : http.Features.Get<IForwarderErrorFeature>()?.Exception;
        var isLate = limit?.IsCancellationRequested is true && !http.RequestAborted.IsCancellationRequested;
        var verdict = error is ForwarderError.None ? null : isLate ? new(VerdictKind.OriginFailed, 504, "origin_timeout") : OriginFault.Of(error, fault, http.RequestAborted.IsCancellationRequested);
        if (verdict is not { Kind: VerdictKind.ClientGone or VerdictKind.Refuse }) pool.Tell(endpoint, failed: verdict is not null || passage.IsGatewayError);
        return (verdict, passage.IsPutBack || (verdict is not null && retrial.After(error, fault, isLate)));
    }

    /// <summary>As if nothing had been tried: the body from its start, and no answer yet.</summary>
    private static void PutBack(HttpContext http)
    {
        if (http.Request.Body is ResumedStream body) http.Request.Body = body.FromTheStart();
        http.Response.Clear();
        http.Features.Set<IForwarderErrorFeature>(null);
    }

    /// <summary><c>OPTIONS *</c> asks the server, not the application (RFC 9110, section 9.3.7), and the server that was asked is this one.</summary>
    private void AnswerPing(Exchange exchange, HttpResponse response)
    {
        response.ContentLength = 0;
        inspector.ResponseWithoutBody(exchange, new ResponseHead(StatusCodes.Status200OK, "HTTP/1.1"u8.ToArray(), []));
    }
}
