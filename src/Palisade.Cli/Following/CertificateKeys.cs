using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Trust.Sealing;

namespace Palisade.Cli.Following;

/// <summary>Opens the keys of certificates with the sealing keys that the manager handed over.</summary>
internal static class CertificateKeys
{
    /// <summary>The key in PEM; null where none of the keys opens it.</summary>
    public static string? Open(SealingKeys sealing, ObjectKey certificate, CertificateSpec spec)
    {
        var name = $"{certificate.Local.Namespace}/{certificate.Local.Name}";
        if (sealing.TryOpen(certificate.Tenant, name, spec.SealedWith, Convert.FromBase64String(spec.SealedKey)) is not { } pem) return null;
        var text = Encoding.UTF8.GetString(pem);
        CryptographicOperations.ZeroMemory(pem);
        return text;
    }
}
