using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Keys;

/// <summary>A certificate with its key, and the certificates between it and the root.</summary>
/// <param name="Leaf">With its key.</param>
/// <param name="Issuers">From the issuer of <paramref name="Leaf"/> upwards, the root left out.</param>
public sealed record KeyedCertificate(X509Certificate2 Leaf, IReadOnlyList<X509Certificate2> Issuers) : IDisposable
{
    /// <summary>When to ask for the next one.</summary>
    public DateTimeOffset RenewAt => CertificateLife.Of(Leaf).RenewAt;

    /// <summary>Gives the key free.</summary>
    public void Dispose()
    {
        Leaf.Dispose();
        foreach (var issuer in Issuers) issuer.Dispose();
    }
}
