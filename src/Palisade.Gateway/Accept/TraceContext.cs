using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Palisade.Gateway.Accept;

/// <summary>W3C trace context: the trace of the client goes on, or a new one begins here.</summary>
internal sealed class TraceContext : IDisposable
{
    /// <summary>Where our spans come from; its name is that of the meter.</summary>
    private static readonly ActivitySource Source = new("Palisade.Gateway");

    private readonly Activity? _span;

    private TraceContext(Activity? span, string parent) => (_span, Parent) = (span, parent);

    /// <summary>The value of <c>traceparent</c> for the origin.</summary>
    public string Parent { get; }

    /// <summary>The trace's id, 32 hexadecimal digits.</summary>
    public ReadOnlySpan<char> TraceId => Parent.AsSpan(3, 32);

    /// <summary>Begins the request's span where somebody collects spans.</summary>
    public static TraceContext Begin(HttpContext http, string supportId)
    {
        var headers = http.Request.Headers;
        var given = headers.TraceParent is [{ } only] && ActivityContext.TryParse(only, headers.TraceState, isRemote: true, out var parent) ? parent : default;
        // The context is given by hand: whatever activity may be current here is none of the client's.
        var span = Source.HasListeners() ? Source.StartActivity("request", ActivityKind.Server, given) : null;
        if (span is not null)
        {
            span.SetTag("http.request.method", http.Request.Method);
            span.SetTag("palisade.support_id", supportId);
            return new TraceContext(span, span.Id!);
        }

        return new TraceContext(null, given != default ? headers.TraceParent.ToString() : New());
    }

    /// <summary>Ends the span, with what became of the request.</summary>
    public void End(int status, string action)
    {
        if (_span is null) return;

        _span.SetTag("http.response.status_code", status);
        _span.SetTag("palisade.action", action);
        if (status >= 500) _span.SetStatus(ActivityStatusCode.Error);
    }

    /// <inheritdoc/>
    public void Dispose() => _span?.Dispose();

    // Version 00, a trace id of 16 bytes and a parent id of 8, neither all zero, not sampled.
    private static string New()
    {
        Span<byte> ids = stackalloc byte[24];
        Random.Shared.NextBytes(ids);
        ids[0] |= 1;
        ids[16] |= 1;
        Span<char> text = stackalloc char[55];
        "00-".CopyTo(text);
        Convert.TryToHexStringLower(ids[..16], text[3..], out _);
        text[35] = '-';
        Convert.TryToHexStringLower(ids[16..], text[36..], out _);
        "-00".CopyTo(text[52..]);
        return new string(text);
    }
}
