using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Tests;

/// <summary>Certificates that no authority of ours would make, and what joins one with its key.</summary>
internal static class Certificates
{
    public static X509Certificate2 CopyWithKey(this X509Certificate2 certificate, ECDsa key)
    {
        using (certificate) return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Signed by the given issuer, with whatever extensions a test wants.</summary>
    public static X509Certificate2 Signed(X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset to, params IEnumerable<X509Extension> extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, to, RandomNumberGenerator.GetBytes(15)).CopyWithKey(key);
    }
}
