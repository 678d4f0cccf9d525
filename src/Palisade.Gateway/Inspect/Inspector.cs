using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Palisade.Configuration;
using Palisade.Engine.Bodies;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Filter.Policies;

namespace Palisade.Gateway.Inspect;

/// <summary>Feeds the engine: the request on its way to the origin, the answer on its way back.</summary>
internal sealed class Inspector(EngineCalls engine, PolicyFilter policies, BodyHolder holder, MemoryBudget memory, LimitsConfig limits, TimeSpan responseHold)
{
    /// <summary>Phases 1 and 2. What was read of the body is put in front of the rest, so that it can be sent on.</summary>
    public ValueTask RequestAsync(Exchange exchange, HttpContext http)
    {
        engine.RequestHeaders(exchange);
        if (exchange.Open) ApiInspector.RequestHead(exchange);
        if (!exchange.Inspecting) return default;

        if (exchange.Kind is not RequestKind.Upgrade && HasBody(http)) return BodyAsync(exchange, http);

        RequestBody(exchange, default, default, truncated: false);
        if (exchange.Open && exchange.Kind is not RequestKind.Upgrade) ApiInspector.RequestBody(exchange, default, whole: true);
        return default;
    }

    /// <summary>Phases 1 and 2 of a request that never became one for the server: with the bytes that had come.</summary>
    public void Refused(Exchange exchange, ReadOnlyMemory<byte> body)
    {
        engine.RequestHeaders(exchange);
        if (exchange.Inspecting) engine.RequestBody(exchange, body, truncated: false);
        exchange.RequestBody.Bytes = exchange.RequestBody.Inspected = body.Length;
        exchange.RequestBody.Seen = body;
        if (exchange.Inspecting) Answered(exchange);
    }

    /// <summary>Phases 3 and 4 of a refusal: the rules see its status, as those of a server that answers it itself would.</summary>
    public void Answered(Exchange exchange) => ResponseWithoutBody(exchange, new ResponseHead(exchange.Verdict!.Status, "HTTP/1.1"u8.ToArray(), []));

    /// <summary>Phases 3 and 4 of an answer without a body.</summary>
    public void ResponseWithoutBody(Exchange exchange, ResponseHead head)
    {
        engine.ResponseHeaders(exchange, head);
        if (exchange.Inspecting) engine.ResponseBody(exchange, default, truncated: false);
    }

    /// <summary>The origin's answer without a body, held against the description of its API, too.</summary>
    public void OriginWithoutBody(Exchange exchange, ResponseHead head)
    {
        ApiInspector.ResponseHead(exchange, head, hasBody: false);
        if (exchange.Open) ResponseWithoutBody(exchange, head);
    }

    /// <summary>Phases 3 and 4. Holds the body only where the rules ask for it, or the description of an API does.</summary>
    /// <param name="coding">Content-Encoding of the answer; empty for none.</param>
    /// <returns>The body to send on: all of it, whatever was read for inspection.</returns>
    public async ValueTask<InspectedBody> ResponseAsync(Exchange exchange, ResponseHead head, string coding, Stream body, CancellationToken stop)
    {
        var account = exchange.ResponseBody;
        engine.ResponseHeaders(exchange, head);
        var described = exchange.Open && ApiInspector.ResponseHead(exchange, head, hasBody: true);
        if (!exchange.Open) return new InspectedBody(default, body, Pending: null, account, IsWhole: false);

        var settings = exchange.Transaction?.ResponseBodySettings ?? default;
        if (!settings.Access && !described)
        {
            account.Skip(UninspectedReason.NotAskedFor);
            engine.ResponseBody(exchange, default, truncated: false);
            return new InspectedBody(default, body, Pending: null, account, IsWhole: false);
        }

        var limit = Limit(settings, limits.ResponseInspectedBytes);
        var held = new HeldBody(memory, limit, expected: null);
        exchange.Keep(held);
        var (end, pending) = await holder.HoldForAsync(held, body, account, responseHold, stop);
        var whole = end is HoldEnd.Complete;
        if (end is HoldEnd.TooSlow) account.Skip(UninspectedReason.SlowResponse);
        var decoded = Decoder.Decode(held, coding, Decoding(limit), account, ref end, out _);
        Settle(exchange, account, held, end);
        account.Seen = decoded;
        if (exchange.Open && described) ApiInspector.ResponseBody(exchange, decoded, whole: end is HoldEnd.Complete && account.Why is null);
        if (exchange.Open) engine.ResponseBody(exchange, settings.Access ? decoded : default, truncated: settings.Access && end is not HoldEnd.Complete);
        return new InspectedBody(held.Bytes, body, pending, account, IsWhole: whole);
    }

    /// <summary>Phase 5.</summary>
    public void Finish(Exchange exchange) => engine.Finish(exchange);

    /// <summary>What waited for the body, and then phase 2.</summary>
    /// <param name="body">All that was held.</param>
    /// <param name="asked">What of it the rules ask for.</param>
    private void RequestBody(Exchange exchange, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> asked, bool truncated)
    {
        policies.Body(exchange, body.Span);
        if (exchange.Inspecting) engine.RequestBody(exchange, asked, truncated);
    }

    // By type and not by Get<T>, whose generic way costs more than the look.
    private static bool HasBody(HttpContext http) => http.Features[typeof(IHttpRequestBodyDetectionFeature)] is not IHttpRequestBodyDetectionFeature { CanHaveBody: false };

    private ValueTask BodyAsync(Exchange exchange, HttpContext http)
    {
        var account = exchange.RequestBody;
        var settings = exchange.Transaction?.RequestBodySettings ?? default;
        var access = settings.Access || exchange.AwaitsBody;
        if ((access || ApiInspector.WantsRequestBody(exchange)) && exchange.Kind is not RequestKind.Bidirectional) return HeldBodyAsync(exchange, http, settings);

        // Both sides of such a call may rest as long as the operator lets streams rest.
        if (exchange.Kind is RequestKind.Bidirectional && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        account.Skip(access ? UninspectedReason.BidirectionalStream : UninspectedReason.NotAskedFor);
        RequestBody(exchange, default, default, truncated: false);
        http.Request.Body = new ResumedStream(default, http.Request.Body, pending: null, account);
        return default;
    }

    private async ValueTask HeldBodyAsync(Exchange exchange, HttpContext http, BodySettings settings)
    {
        var account = exchange.RequestBody;
        // What only a policy asks for, the rules have no limit for.
        var limit = settings.Access ? Limit(settings, limits.RequestInspectedBytes) : limits.RequestInspectedBytes;
        var held = new HeldBody(memory, limit, http.Request.ContentLength);
        exchange.Keep(held);
        var body = http.Request.Body;
        var end = await HoldAsync(exchange, held, http);
        if (end is null) return;

        var ended = end.Value;
        var decoded = Decoder.Decode(held, http.Request.Headers.ContentEncoding.ToString(), Decoding(limit), account, ref ended, out var refusal);
        if (refusal is not null) End(exchange, refusal);
        Settle(exchange, account, held, ended);
        account.Seen = decoded;
        if (exchange.Inspecting) RequestBody(exchange, decoded, settings.Access ? decoded : default, truncated: settings.Access && ended is not HoldEnd.Complete);
        if (exchange.Open) ApiInspector.RequestBody(exchange, decoded, whole: ended is HoldEnd.Complete && account.Why is null);
        http.Request.Body = new ResumedStream(held.Bytes, body, pending: null, account);
    }

    /// <summary>Null when the client went away or broke its body; the exchange has ended then.</summary>
    private async ValueTask<HoldEnd?> HoldAsync(Exchange exchange, HeldBody held, HttpContext http)
    {
        try
        {
            var end = await holder.HoldAsync(held, http.Request.Body, exchange.RequestBody, http.RequestAborted);
            exchange.RequestBody.Held = end is HoldEnd.Complete;
            return end;
        }
        catch (BadHttpRequestException bad)
        {
            exchange.End(new Verdict(VerdictKind.Refuse, bad.StatusCode, "bad_body"));
            engine.RequestBody(exchange, held.Inspectable, truncated: true);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            exchange.End(new Verdict(VerdictKind.ClientGone, 499, "client_gone"));
        }

        return null;
    }

    /// <summary>What holding the body came to. Whether a body that is too long is refused, the rules say when they get it.</summary>
    private void Settle(Exchange exchange, BodyAccount account, HeldBody held, HoldEnd end)
    {
        account.Inspected = held.Inspectable.Length;
        if (end is HoldEnd.BeyondLimit) account.Skip(UninspectedReason.BeyondLimit);
        if (end is HoldEnd.NoMemory) engine.CannotInspect(exchange, account, "no_memory");
    }

    private static void End(Exchange exchange, Verdict verdict)
    {
        if (exchange.Mode is OperationMode.Simulation) exchange.WouldEnd(verdict);
        else exchange.End(verdict);
    }

    private DecodingLimits Decoding(int limit) => new(limit, limits.DecodedRatio);

    /// <summary>The lower of what the rules ask for and what the operator allows; the latter where the rules ask for nothing.</summary>
    private static int Limit(BodySettings settings, int allowed) => settings.Access ? (int)Math.Clamp(settings.LimitBytes, 0, allowed) : allowed;
}
