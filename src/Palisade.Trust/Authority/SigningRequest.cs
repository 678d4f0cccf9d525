using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Authority;

/// <summary>
/// A PKCS#10 signing request that was checked. All that is taken from it is the public key, whose holder signed it; the
/// subject, the names and the extensions it asks for are ignored, since the authority decides them.
/// </summary>
public sealed class SigningRequest
{
    /// <summary>Longest request, in bytes of DER. One for a P-384 key takes some 300.</summary>
    public const int MostBytes = 4096;

    private const string EllipticCurveKey = "1.2.840.10045.2.1";

    // The named curves P-256 and P-384, as the parameters of a key give them. A curve spelled out by its numbers is refused.
    private static readonly byte[] P256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
    private static readonly byte[] P384 = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];

    private SigningRequest(PublicKey key) => Key = key;

    /// <summary>The public key.</summary>
    internal PublicKey Key { get; }

    /// <summary>Makes a key of the kind that every component uses: P-256.</summary>
    public static ECDsa CreateKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Asks for a certificate for this key.</summary>
    public static byte[] Create(ECDsa key) => new CertificateRequest("", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>Checks one from outside.</summary>
    public static bool TryRead(ReadOnlySpan<byte> der, [NotNullWhen(true)] out SigningRequest? request, [NotNullWhen(false)] out Refusal<SigningRequestRefusal>? refusal)
    {
        request = null;
        if (der.Length > MostBytes) return Refuse(SigningRequestRefusal.TooLong, $"A signing request has at most {MostBytes} bytes, this one {der.Length}.", out refusal);
        if (TryLoad(der, CertificateRequestLoadOptions.SkipSignatureValidation) is not { } loaded) return Refuse(SigningRequestRefusal.Malformed, "This is not one PKCS#10 signing request in DER.", out refusal);
        if (!IsAllowed(loaded.PublicKey)) return Refuse(SigningRequestRefusal.KeyNotAllowed, "The key must be an elliptic curve key on P-256 or P-384.", out refusal);
        if (TryLoad(der, CertificateRequestLoadOptions.Default) is null) return Refuse(SigningRequestRefusal.NoProof, "The request is not signed by the key that it names.", out refusal);
        (request, refusal) = (new(loaded.PublicKey), null);
        return true;
    }

    private static CertificateRequest? TryLoad(ReadOnlySpan<byte> der, CertificateRequestLoadOptions options)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, out var read, options);
            return read == der.Length ? request : null;
        }
        catch (Exception fault) when (fault is CryptographicException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAllowed(PublicKey key)
    {
        ReadOnlySpan<byte> curve = key.EncodedParameters?.RawData;
        if (key.Oid.Value is not EllipticCurveKey || !(curve.SequenceEqual(P256) || curve.SequenceEqual(P384))) return false;
        try
        {
            using var point = key.GetECDsaPublicKey();
            return point is not null;
        }
        catch (CryptographicException)
        {
            return false; // not a point of the curve
        }
    }

    private static bool Refuse(SigningRequestRefusal kind, string reason, out Refusal<SigningRequestRefusal> refusal)
    {
        refusal = new(kind, reason);
        return false;
    }
}
