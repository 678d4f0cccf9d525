using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;

namespace Palisade.Configuration.Tests.Objects;

public sealed class CertificateSpecTests
{
    private static readonly string Sealed = Convert.ToBase64String(RandomNumberGenerator.GetBytes(200));

    [Fact]
    public void A_chain_and_a_sealed_key_are_taken() => Assert.Empty(Faults(Chain(), Sealed));

    [Theory]
    [InlineData("pkcs8")]
    [InlineData("pkcs1")]
    [InlineData("sec1")]
    [InlineData("pem")]
    public void A_key_in_clear_is_refused_and_not_repeated(string form)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var clear = Convert.ToBase64String(form switch
        {
            "pkcs8" => rsa.ExportPkcs8PrivateKey(),
            "pkcs1" => rsa.ExportRSAPrivateKey(),
            "sec1" => ec.ExportECPrivateKey(),
            _ => System.Text.Encoding.ASCII.GetBytes(ec.ExportPkcs8PrivateKeyPem()),
        });

        var fault = Assert.Single(Faults(Chain(), clear));

        Assert.Equal("spec.private_key.sealed", fault.Field);
        Assert.DoesNotContain(clear[..20], fault.Message, StringComparison.Ordinal);
        Assert.Contains("private key in it", Assert.Single(Faults(Chain() + ec.ExportECPrivateKeyPem(), Sealed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "spec.certificate")]
    [InlineData("hello", "spec.certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "spec.certificate")]
    public void What_is_no_certificate_is_refused(string pem, string field) => Assert.Contains(Faults(pem.Length == 0 ? null : pem, Sealed), f => f.Field == field);

    private static IReadOnlyList<ConfigFault> Faults(string? pem, string key)
    {
        var members = new List<KeyValuePair<string, Node>> { new("private_key", Node.OfMap([new("sealed", Node.OfText(key))])) };
        if (pem is not null) members.Add(new("certificate", Node.OfText(pem)));
        return SpecReaders.Read("certificate", Node.OfMap(members)).Faults;
    }

    private static string Chain()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return certificate.ExportCertificatePem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }
}
