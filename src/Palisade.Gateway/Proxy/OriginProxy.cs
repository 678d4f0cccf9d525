using Microsoft.AspNetCore.Http;
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
        var kind = RequestKinds.Of(http);
        var passage = new Passage(exchange, kind, inspector, clock);
        var error = await forwarder.SendAsync(http, origin.Prefix, origin.Invoker, origin.Config(kind is not RequestKind.Plain), passage, CancellationToken.None);
        if (error is not ForwarderError.None) exchange.End(OriginFault.Of(error, http.Features.Get<IForwarderErrorFeature>()?.Exception));
    }
}
