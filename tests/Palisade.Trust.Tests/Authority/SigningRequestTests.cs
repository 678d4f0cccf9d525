using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Authority;

namespace Palisade.Trust.Tests.Authority;

public sealed class SigningRequestTests
{
    [Fact]
    public void Keys_on_P256_and_P384_are_taken()
    {
        foreach (var curve in new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384 })
        {
            using var key = ECDsa.Create(curve);

            Assert.True(SigningRequest.TryRead(SigningRequest.Create(key), out _, out var refusal), refusal?.Reason);
        }
    }

    [Fact]
    public void Other_keys_are_refused()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using var foreign = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"));
        using var rsa = RSA.Create(2048);

        Assert.Equal(SigningRequestRefusal.KeyNotAllowed, Refused(SigningRequest.Create(large)));
        Assert.Equal(SigningRequestRefusal.KeyNotAllowed, Refused(SigningRequest.Create(foreign)));
        Assert.Equal(SigningRequestRefusal.KeyNotAllowed, Refused(new CertificateRequest("", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest()));
    }

    [Fact]
    public void A_curve_that_is_spelled_out_and_a_point_off_the_curve_are_refused()
    {
        using var key = SigningRequest.CreateKey();
        var named = new PublicKey(key);
        var spelledOut = new PublicKey(named.Oid, new AsnEncodedData([0x30, 0x03, 0x02, 0x01, 0x01]), named.EncodedKeyValue);
        var point = named.EncodedKeyValue.RawData.ToArray();
        point[^1] ^= 1;
        var offTheCurve = new PublicKey(named.Oid, named.EncodedParameters, new AsnEncodedData(point));

        foreach (var bad in new[] { spelledOut, offTheCurve })
        {
            var request = new CertificateRequest(new X500DistinguishedName(""), bad, HashAlgorithmName.SHA256);
            Assert.Equal(SigningRequestRefusal.KeyNotAllowed, Refused(request.CreateSigningRequest(X509SignatureGenerator.CreateForECDsa(key))));
        }
    }

    [Fact]
    public void A_request_for_somebody_elses_key_is_refused()
    {
        using var mine = SigningRequest.CreateKey();
        using var theirs = SigningRequest.CreateKey();
        var request = new CertificateRequest(new X500DistinguishedName(""), new PublicKey(theirs), HashAlgorithmName.SHA256);

        Assert.Equal(SigningRequestRefusal.NoProof, Refused(request.CreateSigningRequest(X509SignatureGenerator.CreateForECDsa(mine))));
    }

    [Fact]
    public void Every_cut_every_flipped_byte_and_anything_after_it_is_refused()
    {
        using var key = SigningRequest.CreateKey();
        var good = SigningRequest.Create(key);

        Assert.All(Cuts.Truncations(good), cut => Refused(cut));
        Assert.All(Cuts.Flips(good, new Random(1)), flip => Refused(flip.Bytes));
        Assert.Equal(SigningRequestRefusal.Malformed, Refused([.. good, 0]));
        Assert.Equal(SigningRequestRefusal.TooLong, Refused(new byte[SigningRequest.MostBytes + 1]));
    }

    [Fact]
    public void Noise_is_refused() =>
        Assert.All(Cuts.Noise(new Random(2), 2000, 400), noise => Assert.Equal(SigningRequestRefusal.Malformed, Refused(noise)));

    private static SigningRequestRefusal Refused(byte[] der)
    {
        Assert.False(SigningRequest.TryRead(der, out _, out var refusal));
        return refusal.Kind;
    }
}
