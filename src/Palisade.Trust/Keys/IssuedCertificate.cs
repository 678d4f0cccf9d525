using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Keys;

/// <summary>A certificate as its holder gets it from the authority: with its issuers, and without the key, which never left the holder.</summary>
/// <param name="Certificate">The holder's.</param>
/// <param name="Issuers">From its issuer upwards, the root left out.</param>
public sealed record IssuedCertificate(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Issuers)
{
    private const int MostCertificates = 3;

    /// <summary>All as PEM, the holder's first.</summary>
    public string ToPem() => string.Concat(Issuers.Prepend(Certificate).Select(c => c.ExportCertificatePem() + "\n"));

    /// <summary>Reads PEM; null when it is none or holds no certificate.</summary>
    public static IssuedCertificate? TryParse(string pem) =>
        PemText.TryCertificates(pem, MostCertificates) is { Count: > 0 } all ? new(all[0], all[1..]) : null;

    /// <summary>Puts certificate and key together; null when the key is another one's.</summary>
    public KeyedCertificate? TryJoin(ECDsa key)
    {
        try
        {
            return new(Certificate.CopyWithPrivateKey(key), Issuers);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
