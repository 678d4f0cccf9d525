using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Trust.Disk;

namespace Palisade.Trust.Keys;

/// <summary>
/// A certificate, its issuers and its encrypted key in one PEM file of the owner's: one file, so that certificate and key
/// are always of the same renewal, whatever happens between.
/// </summary>
public static class CertificateFile
{
    /// <summary>Longest file, in bytes. Four certificates and a key take less than 8 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostCertificates = 4;

    /// <summary>Writes all, in the place of what is there.</summary>
    public static void Write(string path, KeyedCertificate certificate, KeyProtection protection)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(protection);
        using var key = certificate.Leaf.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no key.", nameof(certificate));
        var text = new StringBuilder();
        foreach (var one in certificate.Issuers.Prepend(certificate.Leaf)) text.Append(one.ExportCertificatePem()).Append('\n');
        text.Append(protection.Seal(key)).Append('\n');
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(text.ToString()), AtomicFile.Private);
    }

    /// <summary>Reads it back. A file that others may read or change is refused.</summary>
    public static bool TryRead(string path, KeyProtection protection, [NotNullWhen(true)] out KeyedCertificate? certificate, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        ArgumentNullException.ThrowIfNull(protection);
        certificate = null;
        if (BoundedFile.TryRead(path, MostBytes) is not { } bytes) return Refuse(KeyRefusal.NotReadable, $"'{path}' cannot be read, or is longer than {MostBytes} bytes.", out refusal);
        if (BoundedFile.IsOpenToOthers(path)) return Refuse(KeyRefusal.OpenToOthers, $"'{path}' is open to others than its owner; its rights must be 0600 or less.", out refusal);
        var text = Encoding.ASCII.GetString(bytes);
        if (PemText.TryCertificates(text, MostCertificates) is not { Count: > 0 } certificates) return Refuse(KeyRefusal.Damaged, $"'{path}' does not hold certificates.", out refusal);
        using var key = protection.TryOpen(text);
        if (key is null) return Refuse(KeyRefusal.NotOpened, $"The key in '{path}' cannot be opened: the passphrase or key file is another one, or the file was changed.", out refusal);
        if (new IssuedCertificate(certificates[0], certificates[1..]).TryJoin(key) is not { } joined) return Refuse(KeyRefusal.NotTheCertificates, $"The key in '{path}' is not that of its first certificate.", out refusal);
        (certificate, refusal) = (joined, null);
        return true;
    }

    private static bool Refuse(KeyRefusal kind, string reason, out Refusal<KeyRefusal> refusal)
    {
        refusal = new(kind, reason);
        return false;
    }
}
