using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A certificate for 127.0.0.1 in a file of its own, gone with it.</summary>
internal sealed class TestCertificate : IDisposable
{
    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var certificate = request.CreateSelfSigned(from, from.AddDays(2));
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"palisade-test-{Guid.NewGuid():N}.pem");
        File.WriteAllText(Path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
