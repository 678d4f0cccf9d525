using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Trust.Disk;

namespace Palisade.Manager.Tls;

/// <summary>The certificate that the manager makes for itself where none is given: an ECDSA key on P-256, kept with it in one file that its owner alone may read.</summary>
internal static class OwnCertificate
{
    /// <summary>The file's name.</summary>
    public const string FileName = "manager-api.pem";

    private const int Days = 825;
    private const int DaysBefore = 30;

    /// <summary>The one that is kept, or a new one where there is none or it soon expires.</summary>
    public static X509Certificate2 Load(string folder, IReadOnlyList<string> names, TimeProvider clock)
    {
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        var path = Path.Combine(folder, FileName);
        var now = clock.GetUtcNow();
        if (Read(path) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(DaysBefore)) return kept;
            kept.Dispose();
            AtomicFile.Write(path, Make(names, now), AtomicFile.Private);
        }
        else if (!AtomicFile.TryCreate(path, Make(names, now), AtomicFile.Private) && Read(path) is null)
        {
            // It is there, and it is none.
            AtomicFile.Write(path, Make(names, now), AtomicFile.Private);
        }

        return Read(path) ?? throw new IOException($"The certificate {path} cannot be read.");
    }

    private static X509Certificate2? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var pem = File.ReadAllText(path);
            using var read = X509Certificate2.CreateFromPem(pem, pem);
            // Kestrel wants the key in the form of a PKCS#12.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Make(IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=palisade manager", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Concat(["localhost", "127.0.0.1", "::1", Environment.MachineName]).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else if (Uri.CheckHostName(name) is UriHostNameType.Dns) alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(Days));
        return Encoding.ASCII.GetBytes(made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
