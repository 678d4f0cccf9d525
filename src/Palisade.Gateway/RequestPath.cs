using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Classify;
using Palisade.Gateway.Filter;
using Palisade.Gateway.Filter.Bots;
using Palisade.Gateway.Filter.Limits;
using Palisade.Gateway.Filter.Policies;
using Palisade.Gateway.Inspect;
using Palisade.Gateway.Proxy;
using Palisade.Gateway.Record;

namespace Palisade.Gateway;

/// <summary>The path of one request, in order. No other type knows all the stages.</summary>
internal sealed class RequestPath(Acceptor accept, Classifier classify, ProtocolFilter filter, PolicyFilter policies, TokenFilter token, RateFilter limits, BotFilter bots, Inspector inspect, SiteAnswers site, OriginProxy proxy, Answer answer, Recorder record)
{
    /// <summary>From the server's request to its answer.</summary>
    public async Task RunAsync(HttpContext http)
    {
        using var exchange = accept.Open(http);                              // who it is, as received
        // What is decided by who asks is not asked of ourselves; what is asked for is looked at whoever asks.
        var isClient = exchange.Probe is null;
        try
        {
            classify.Run(exchange);                                          // whose site, which rules and mode
            if (exchange.Open) filter.Run(exchange);                         // what breaks the protocol
            if (isClient && exchange.Open) policies.Run(exchange);               // who may not ask for this
            if (isClient && exchange.Open) await bots.RunAsync(exchange, http);  // who is no browser, or not who it claims to be
            if (exchange.Open) token.Run(exchange);                          // who may come, and as whom
            if (isClient && exchange.Open) await limits.RunAsync(exchange);      // who asks too often
            if (exchange.Inspecting) await inspect.RequestAsync(exchange, http); // phases 1 and 2
            if (exchange.Open) site.Run(exchange);                           // what the site answers by itself
            if (exchange.Open) await proxy.SendAsync(exchange, http);        // the origin; phases 3 and 4 on the way back
            if (exchange.Refused) inspect.Answered(exchange);                // what never got to the origin has an answer too
            if (!exchange.Open) await answer.WriteAsync(exchange, http);     // ours in the place of the origin's
        }
        finally
        {
            exchange.Status = exchange.Verdict is { } verdict ? answer.StatusOf(verdict) : http.Response.StatusCode;
            record.Run(exchange);                                            // every request ends here
        }
    }

    /// <summary>From a head that the server could make no request of to the bytes of its answer: the same stages, with no origin between them.</summary>
    public byte[] Refuse(RawHead head, ReadOnlyMemory<byte> body, WireConnection connection)
    {
        using var exchange = accept.Open(head, connection, http: null);
        try
        {
            classify.Find(exchange);
            filter.Refuse(exchange);
            inspect.Refused(exchange, body);
            exchange.Status = answer.StatusOf(exchange.Verdict!);
            return answer.OnTheWire(exchange);
        }
        finally
        {
            record.Run(exchange);
        }
    }
}
