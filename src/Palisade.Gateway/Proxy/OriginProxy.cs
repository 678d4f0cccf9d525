using Microsoft.AspNetCore.Http;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>Sends the request to the origin and its answer, once inspected, to the client.</summary>
internal sealed class OriginProxy(IHttpForwarder forwarder, OriginClient origin, Inspector inspector, TimeProvider clock)
{
    /// <summary>Phases 3 and 4 run on the way back. Whatever goes wrong ends as a verdict; nothing a network does is thrown.</summary>
    public async ValueTask SendAsync(Exchange exchange, HttpContext http)
    {
        if (exchange.Head.Target.Span.SequenceEqual("*"u8))
        {
            AnswerPing(exchange, http.Response);
            return;
        }

        var passage = new Passage(exchange, inspector, clock);
        var error = await forwarder.SendAsync(http, origin.Prefix, origin.Invoker, origin.Config(exchange.Kind is not RequestKind.Plain), passage, CancellationToken.None);
        if (error is not ForwarderError.None) exchange.End(OriginFault.Of(error, http.Features.Get<IForwarderErrorFeature>()?.Exception, http.RequestAborted.IsCancellationRequested));
    }

    /// <summary><c>OPTIONS *</c> asks the server, not the application (RFC 9110, section 9.3.7), and the server that was asked is this one.</summary>
    private void AnswerPing(Exchange exchange, HttpResponse response)
    {
        response.ContentLength = 0;
        inspector.ResponseWithoutBody(exchange, new ResponseHead(StatusCodes.Status200OK, "HTTP/1.1"u8.ToArray(), []));
    }
}
