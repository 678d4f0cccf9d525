using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>How TLS is spoken with one server.</summary>
internal sealed class OriginTlsOptions
{
    private static readonly List<SslApplicationProtocol> Http1 = [SslApplicationProtocol.Http11];
    private static readonly List<SslApplicationProtocol> Either = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
    private static readonly List<SslApplicationProtocol> Http2 = [SslApplicationProtocol.Http2];

    private readonly OriginTls _tls;
    private readonly string _host;
    private readonly string? _name;
    private readonly SslStreamCertificateContext? _shown;
    private readonly X509Certificate2Collection? _trusted;

    /// <param name="client">What is shown to the server; null for nothing.</param>
    public OriginTlsOptions(OriginTls tls, OriginEndpoint endpoint, ReadyCertificate? client)
    {
        _tls = tls;
        _host = endpoint.Host;
        _name = tls.ServerName ?? endpoint.Name;
        if (client is not null) _shown = SslStreamCertificateContext.Create(client.Leaf, client.Issuers, offline: true);
        if (tls.TrustedCa is null) return;

        _trusted = [];
        _trusted.ImportFromPem(tls.TrustedCa);
    }

    /// <summary>For a connection that <paramref name="request"/> makes necessary. The protocol of HTTP is offered that it may use.</summary>
    public SslClientAuthenticationOptions For(HttpRequestMessage request)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _name ?? HostOf(request),
            EnabledSslProtocols = _tls.MinimumVersion is "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = request.Version.Major < 2 ? Http1 : request.VersionPolicy is HttpVersionPolicy.RequestVersionExact ? Http2 : Either,
            ClientCertificateContext = _shown,
            CertificateChainPolicy = _trusted is null ? null : Trust(_trusted),
        };
        // Unverified only where the operator said so.
        var verify = _tls.Verify;
        options.RemoteCertificateValidationCallback = (_, _, _, errors) => !verify || errors is SslPolicyErrors.None;
        return options;
    }

    // A server that is only known by its address is asked for the name that the client asked for.
    private string HostOf(HttpRequestMessage request) =>
        request.Headers.Host is { } host && Uri.TryCreate($"https://{host}", UriKind.Absolute, out var url) && !IPAddress.TryParse(url.IdnHost, out _) ? url.IdnHost : _host;

    private static X509ChainPolicy Trust(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
