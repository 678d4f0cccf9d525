using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Palisade.Gateway.Classify.Sites;

namespace Palisade.Gateway.Classify;

/// <summary>TLS at one listener: shows the certificate of the site whose name the client asks for. A certificate that is published is shown from the next handshake on.</summary>
/// <param name="usual">What is shown for names that no site has a certificate for; null for none: then the handshake is refused.</param>
/// <param name="http2">Whether HTTP/2 is offered, besides HTTP/1.1.</param>
internal sealed class ServerTls(LiveSites sites, SslStreamCertificateContext? usual, bool http2)
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    // One for each certificate, so that TLS sessions can be resumed; gone with it.
    private static readonly ConditionalWeakTable<SslStreamCertificateContext, SslServerAuthenticationOptions> All = new();
    private static readonly ConditionalWeakTable<SslStreamCertificateContext, SslServerAuthenticationOptions> Http1 = new();

    /// <summary>For the server.</summary>
    public TlsHandshakeCallbackOptions Options => new() { OnConnection = context => new(For(context.ClientHelloInfo.ServerName, context.Connection.LocalEndPoint as IPEndPoint ?? Nowhere)) };

    /// <exception cref="AuthenticationException">There is no certificate for the name.</exception>
    private SslServerAuthenticationOptions For(string? name, IPEndPoint local)
    {
        var site = name is { Length: > 0 } ? sites.Table.Find(name, local) : null;
        var own = site is null ? null : SiteCertificates.For(site, name!);
        var shown = own is null ? usual : SiteCertificates.Context(own);
        return shown is null ? throw new AuthenticationException("No site has a certificate for the name that was asked for.")
            : http2 ? All.GetValue(shown, static context => Make(context, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11))
            : Http1.GetValue(shown, static context => Make(context, SslApplicationProtocol.Http11));
    }

    private static SslServerAuthenticationOptions Make(SslStreamCertificateContext context, params List<SslApplicationProtocol> protocols) => new()
    {
        ServerCertificateContext = context,
        ApplicationProtocols = protocols,
    };
}
