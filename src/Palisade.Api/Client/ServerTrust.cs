using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Api.Client;

/// <summary>Which manager is believed to be one: by its certificate's fingerprint, by an authority, or by those that the machine believes in.</summary>
/// <param name="Fingerprint">SHA-256 of the certificate, in hexadecimal digits; null for none that is pinned.</param>
/// <param name="Authorities">Those that a certificate may lead to; null for the machine's own.</param>
public sealed record ServerTrust(string? Fingerprint = null, X509Certificate2Collection? Authorities = null)
{
    /// <summary>What the last server showed, believed or not.</summary>
    public string? Seen { get; private set; }

    /// <summary>A handler that connects to no other.</summary>
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false, // a token is sent to nobody else
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsGood(certificate, chain, errors) },
    };

    private bool IsGood(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return false;
        var hash = SHA256.HashData(certificate.GetRawCertData());
        Seen = Convert.ToHexStringLower(hash);
        if (Fingerprint is not null) return string.Equals(Fingerprint, Seen, StringComparison.OrdinalIgnoreCase);
        if (Authorities is null || chain is null) return errors is SslPolicyErrors.None;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain.ChainElements) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return own.Build(leaf);
    }
}
