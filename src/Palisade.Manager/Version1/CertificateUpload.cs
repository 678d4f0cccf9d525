using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>A certificate with its key as clients of the v1 interface upload it, in PEM or as PKCS#12. Held no longer than it takes to seal the key; no fault repeats any of it.</summary>
/// <param name="Chain">In PEM: the certificate, and those that lead to a root.</param>
/// <param name="Key">PKCS#8 in PEM. Whoever has it clears it.</param>
internal sealed record CertificateUpload(string Chain, char[] Key)
{
    private const int Longest = 512 * 1024;
    private const int MostInChain = 16;

    /// <summary>Reads it.</summary>
    public static CertificateUpload Read(Node body)
    {
        if (Flag(body, "hsm") is true) throw V1Refused.Invalid("'hsm': keys are kept sealed here, and in no security module.");
        try
        {
            return Text(body, "format")?.ToLowerInvariant() switch
            {
                "pem" => OfPem(body),
                "pkcs12" => OfPkcs12(body),
                null when Text(body, "pkcs12file") is not null => OfPkcs12(body),
                null => OfPem(body),
                _ => throw V1Refused.Invalid("'format' is not pem or pkcs12."),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or FormatException)
        {
            throw V1Refused.Invalid("The certificate, its key or the password cannot be read, or they do not belong together.");
        }
    }

    private static string Needed(Node body, string name) =>
        Text(body, name) is { Length: > 0 and <= Longest } text ? text : throw V1Refused.Invalid($"'{name}' is missing, or has more than {Longest} characters.");

    private static CertificateUpload OfPem(Node body)
    {
        var (chain, key, password) = (Needed(body, "certificate"), Needed(body, "private"), Text(body, "password"));
        using var own = key.Contains("ENCRYPTED", StringComparison.Ordinal) ? X509Certificate2.CreateFromEncryptedPem(chain, key, password ?? "") : X509Certificate2.CreateFromPem(chain, key);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(chain);
        return Made(own, all);
    }

    private static CertificateUpload OfPkcs12(Node body)
    {
        var bytes = Convert.FromBase64String(new([.. Needed(body, "pkcs12file").Where(c => !char.IsWhiteSpace(c))]));
        // The loader's own limits keep a file from asking for endless work.
        var all = X509CertificateLoader.LoadPkcs12Collection(bytes, Text(body, "password"), X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        CryptographicOperations.ZeroMemory(bytes);
        return Made(all.FirstOrDefault(c => c.HasPrivateKey) ?? throw V1Refused.Invalid("'pkcs12file' has no certificate with a key."), all);
    }

    private static CertificateUpload Made(X509Certificate2 own, X509Certificate2Collection all)
    {
        if (all.Count > MostInChain) throw V1Refused.Invalid($"There are {all.Count} certificates; {MostInChain} are taken.");
        var chain = string.Join('\n', all.Where(c => c.Thumbprint != own.Thumbprint).Select(c => c.ExportCertificatePem()).Prepend(own.ExportCertificatePem()));
        var bytes = KeyOf(own);
        var pem = PemEncoding.Write("PRIVATE KEY", bytes);
        CryptographicOperations.ZeroMemory(bytes);
        foreach (var certificate in all) certificate.Dispose();
        return new(chain, pem);
    }

    private static byte[] KeyOf(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey();
        return key?.ExportPkcs8PrivateKey() ?? throw V1Refused.Invalid("The key is neither RSA nor ECDSA.");
    }
}
