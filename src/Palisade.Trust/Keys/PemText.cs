using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Keys;

/// <summary>Certificates in PEM.</summary>
public static class PemText
{
    private const string CertificateLabel = "CERTIFICATE";

    /// <summary>Every certificate of a text, in order; null when there are more than <paramref name="most"/> or one is none.</summary>
    public static List<X509Certificate2>? TryCertificates(ReadOnlySpan<char> text, int most)
    {
        List<X509Certificate2> found = [];
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label] is CertificateLabel)
            {
                if (found.Count == most || TryDecode(text[fields.Base64Data]) is not { } certificate) return null;
                found.Add(certificate);
            }

            text = text[fields.Location.End..];
        }

        return found;
    }

    /// <summary>A certificate from DER; null when it is none, or when anything follows it.</summary>
    public static X509Certificate2? TryCertificate(ReadOnlySpan<byte> der)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            return certificate.RawDataMemory.Span.SequenceEqual(der) ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2? TryDecode(ReadOnlySpan<char> base64)
    {
        var der = new byte[base64.Length];
        return Convert.TryFromBase64Chars(base64, der, out var length) ? TryCertificate(der.AsSpan(0, length)) : null;
    }
}
