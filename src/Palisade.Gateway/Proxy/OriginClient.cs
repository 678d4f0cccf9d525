using System.Net;
using System.Net.Security;
using System.Text;
using Palisade.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Palisade.Gateway.Proxy;

/// <summary>The connections to the origin and how requests are put on them.</summary>
internal sealed class OriginClient : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly ForwarderRequestConfig _plain;
    private readonly ForwarderRequestConfig _stream;

    /// <summary>From checked configuration.</summary>
    public OriginClient(OriginConfig origin, TimeoutsConfig timeouts)
    {
        var url = new Uri(origin.Url);
        var preknown = url.Scheme == "h2c";
        Prefix = $"{(preknown ? "http" : url.Scheme)}://{url.Authority}";
        _handler = Handler(origin, timeouts);
        Invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
        _plain = new ForwarderRequestConfig
        {
            ActivityTimeout = timeouts.OriginIdle,
            Version = preknown || url.Scheme == "https" ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = preknown ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        _stream = _plain with { ActivityTimeout = timeouts.StreamIdle };
    }

    /// <summary>Scheme, host and port; the request's own target follows.</summary>
    public string Prefix { get; }

    /// <summary>Sends.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>How long silence is suffered and which HTTP is spoken.</summary>
    /// <param name="resting">True for streams that rest by nature.</param>
    public ForwarderRequestConfig Config(bool resting) => resting ? _stream : _plain;

    /// <inheritdoc/>
    public void Dispose()
    {
        Invoker.Dispose();
        _handler.Dispose();
    }

    private static SocketsHttpHandler Handler(OriginConfig origin, TimeoutsConfig timeouts)
    {
        var handler = new SocketsHttpHandler
        {
            // A proxy passes on what it gets: no cookie jar, no redirect followed, nothing unpacked, no proxy of its own.
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            ConnectTimeout = timeouts.OriginConnect,
            EnableMultipleHttp2Connections = true,
            // The name of the origin may move to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // The trace header is written with the others.
            ActivityHeadersPropagator = null,
            // One character per byte, both ways: a header passes as it is, whatever encoding its author had in mind.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        // Unverified only where the operator said so: an origin on a private network with a certificate of its own making.
        var verify = origin.VerifyCertificate;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => !verify || errors is SslPolicyErrors.None;
        return handler;
    }
}
