using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Identities;

/// <summary>Uses as the extended key usage of a certificate.</summary>
public static class CertificateUses
{
    private const string Server = "1.3.6.1.5.5.7.3.1";
    private const string Client = "1.3.6.1.5.5.7.3.2";

    // Under 2.25, where any UUID is a number of one's own (ITU-T X.667): adc3963f-a9c4-4c8b-ac68-69435bfaa4a3.
    private const string SnapshotSigning = "2.25.230971988563559801145964132275182019747";

    private const string ExtendedKeyUsage = "2.5.29.37";
    private const string KeyUsage = "2.5.29.15";

    /// <summary>The extension that allows one use.</summary>
    public static X509Extension Write(CertificateUse use) =>
        new X509EnhancedKeyUsageExtension([.. Ids(use).Select(id => new Oid(id))], critical: true);

    /// <summary>Whether a certificate allows exactly this use and is no authority's.</summary>
    public static bool Allow(X509Certificate2 certificate, CertificateUse use)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var basic = certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault();
        return basic is { CertificateAuthority: false }
            && Single(certificate, KeyUsage) is X509KeyUsageExtension { KeyUsages: X509KeyUsageFlags.DigitalSignature }
            && Single(certificate, ExtendedKeyUsage) is X509EnhancedKeyUsageExtension extended
            && extended.EnhancedKeyUsages.Cast<Oid>().Select(o => o.Value).Order(StringComparer.Ordinal).SequenceEqual(Ids(use).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string[] Ids(CertificateUse use) => use switch
    {
        CertificateUse.Connection => [Server, Client],
        CertificateUse.SnapshotSigning => [SnapshotSigning],
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static X509Extension? Single(X509Certificate2 certificate, string id)
    {
        var found = certificate.Extensions.Where(e => e.Oid?.Value == id).ToArray();
        return found.Length is 1 ? found[0] : null;
    }
}
