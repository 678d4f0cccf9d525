using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Palisade.Gateway.Accept;

/// <summary>What kind of talk a request opens, as far as holding its body goes.</summary>
internal enum RequestKind
{
    /// <summary>One request, one answer.</summary>
    Plain,

    /// <summary>The answer is a stream of events; the request is plain.</summary>
    EventStream,

    /// <summary>gRPC over HTTP/2: both sides may talk at once.</summary>
    Bidirectional,

    /// <summary>A WebSocket, or another protocol after an upgrade or an extended CONNECT.</summary>
    Upgrade,
}

/// <summary>Tells the kinds apart.</summary>
internal static class RequestKinds
{
    private static readonly SearchValues<string> EventStream = SearchValues.Create(["text/event-stream"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of <paramref name="http"/>'s request.</summary>
    /// <remarks>gRPC exists on HTTP/2 only: on HTTP/1.1 its content type is a body like any other, which is held and inspected.</remarks>
    public static RequestKind Of(HttpContext http)
    {
        // By type and not by Get<T>, whose generic way costs more than the look.
        if (http.Features[typeof(IHttpUpgradeFeature)] is IHttpUpgradeFeature { IsUpgradableRequest: true }) return RequestKind.Upgrade;
        if (http.Features[typeof(IHttpExtendedConnectFeature)] is IHttpExtendedConnectFeature { IsExtendedConnect: true }) return RequestKind.Upgrade;

        var request = http.Request;
        if (IsGrpc(request.ContentType) && HttpProtocol.IsHttp2(request.Protocol)) return RequestKind.Bidirectional;

        return request.Headers.Accept.ToString().AsSpan().ContainsAny(EventStream) ? RequestKind.EventStream : RequestKind.Plain;
    }

    private static bool IsGrpc(string? type) =>
        type is not null
        && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
        && (type.Length == 16 || type[16] is ';' or '+' or ' ');
}
