using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Authority;

/// <summary>The three forms of certificate there are: root, issuing authority, component.</summary>
internal static class CertificateForm
{
    private const int SerialBytes = 16;
    private const X509KeyUsageFlags Issuing = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    /// <summary>Its own issuer; one authority below it and no deeper.</summary>
    public static X509Certificate2 Root(ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest(NameOf("Palisade root", new PublicKey(key)), key, HashAlgorithmName.SHA256);
        AddAuthority(request, depth: 1);
        return request.CreateSelfSigned(from, to);
    }

    /// <summary>Issues components only, and within the trust domain only.</summary>
    public static X509Certificate2 Authority(PublicKey key, TrustDomain domain, X509Certificate2 root, DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest(NameOf("Palisade authority", key), key, HashAlgorithmName.SHA256);
        AddAuthority(request, depth: 0);
        request.CertificateExtensions.Add(NameConstraints.For(domain));
        return Sign(request, root, from, to);
    }

    /// <summary>A component: no name but its identity, one use.</summary>
    public static X509Certificate2 Component(PublicKey key, Identity identity, CertificateUse use, X509Certificate2 authority, DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(CertificateUses.Write(use));
        request.CertificateExtensions.Add(IdentityExtension.Write(identity));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return Sign(request, authority, from, to);
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = issuer.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The issuer has no key.");
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, to, Serial());
    }

    private static void AddAuthority(CertificateRequest request, int depth)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, depth, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Issuing, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    // A part of the key's digest tells one root from the next where only names are shown.
    private static X500DistinguishedName NameOf(string title, PublicKey key) =>
        new($"CN={title} {Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 4))}");

    // 126 random bits, positive, never shorter than 16 bytes. Nobody can tell the next.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }
}
