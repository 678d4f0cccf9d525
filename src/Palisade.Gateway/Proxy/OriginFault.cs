using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Accept;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>What the ways in which forwarding can fail mean: whose fault, which status, which word for it.</summary>
internal static class OriginFault
{
    /// <summary>The verdict of a forwarding that ended with <paramref name="error"/>.</summary>
    /// <param name="fault">The exception behind it, where there was one.</param>
    /// <param name="clientGone">Whether the client had gone by then.</param>
    public static Verdict Of(ForwarderError error, Exception? fault, bool clientGone) => error switch
    {
        // The answer broke off while it was held for the rules.
        ForwarderError.ResponseHeaders when fault is OperationCanceledException && clientGone => new(VerdictKind.ClientGone, 499, "client_gone"),
        ForwarderError.ResponseHeaders when fault is OperationCanceledException => new(VerdictKind.OriginFailed, 504, "origin_timeout"),
        ForwarderError.ResponseHeaders when fault is IOException or HttpRequestException => new(VerdictKind.OriginFailed, 502, "origin_reset"),

        ForwarderError.RequestTimedOut => new(VerdictKind.OriginFailed, 504, "origin_timeout"),
        ForwarderError.ResponseBodyCanceled or ForwarderError.UpgradeActivityTimeout when fault is TimeoutException => new(VerdictKind.OriginFailed, 504, "origin_timeout"),

        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
            or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
            or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled
            or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient
            or ForwarderError.UpgradeActivityTimeout => new(VerdictKind.ClientGone, 499, "client_gone"),

        ForwarderError.RequestBodyClient => ClientBody(fault),
        ForwarderError.ResponseHeaders => new(VerdictKind.OriginFailed, 502, "origin_bad_answer"),
        ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination
            or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination => new(VerdictKind.OriginFailed, 502, "origin_reset"),
        _ when IsTimeout(fault) => new(VerdictKind.OriginFailed, 504, "origin_timeout"),
        _ => new(VerdictKind.OriginFailed, 502, Word(fault)),
    };

    /// <summary>Whether no connection came about, so that nothing was sent.</summary>
    public static bool IsOfConnecting(ForwarderError error, Exception? fault) =>
        error is ForwarderError.Request && fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    /// <summary>Whether the connection ended before an answer began.</summary>
    public static bool IsReset(ForwarderError error, Exception? fault) =>
        error is ForwarderError.RequestBodyDestination
        || (error is ForwarderError.Request && (fault as HttpRequestException)?.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError or HttpRequestError.Unknown);

    private static bool IsTimeout(Exception? fault) => fault is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut } };

    private static Verdict ClientBody(Exception? fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is BadHttpRequestException bad) return new(VerdictKind.Refuse, bad.StatusCode, "bad_body");
        }

        return new(VerdictKind.ClientGone, 499, "client_gone");
    }

    private static string Word(Exception? fault) => (fault as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => "origin_refused",
        HttpRequestError.NameResolutionError => "origin_unknown",
        HttpRequestError.SecureConnectionError => "origin_tls",
        HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError or HttpRequestError.ExtendedConnectNotSupported => "origin_protocol",
        HttpRequestError.ResponseEnded => "origin_reset",
        // The body could not be written.
        HttpRequestError.Unknown when fault?.InnerException is IOException => "origin_reset",
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => "origin_bad_answer",
        _ => "origin_failed",
    };
}
