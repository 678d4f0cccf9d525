using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary><c>certificate</c>: a chain in PEM, and its key, sealed. A key in clear text is refused and repeated nowhere.</summary>
public sealed record CertificateSpec
{
    private const int LongestSealed = 64 * 1024;

    /// <summary>The certificate, and behind it those that lead to a root; 1 to 16, in PEM.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The key as <c>Palisade.Trust</c> sealed it, in base64: nobody without the sealing key can read it.</summary>
    public string SealedKey { get; init; } = "";

    /// <summary>Which sealing key it needs; empty for the one in use.</summary>
    public string SealedWith { get; init; } = "";

    /// <summary>Reads the <c>spec</c>.</summary>
    public static CertificateSpec Read(Fields fields)
    {
        var spec = new CertificateSpec { Certificate = fields.Text("certificate") };
        if (fields.Has("certificate") && PemText.Refuses(spec.Certificate) is { } why) fields.Fault("certificate", why);
        if (!fields.Has("private_key")) fields.Fault("private_key", "It is missing: {sealed: …}.");
        return fields.Mapping("private_key", key => Key(key, spec)) ?? spec;
    }

    private static CertificateSpec Key(Fields fields, CertificateSpec spec)
    {
        var text = fields.Text("sealed");
        if (text.Length > LongestSealed) fields.Fault("sealed", $"It has more than {LongestSealed} characters.");
        else if (fields.Has("sealed") && !IsSealed(text)) fields.Fault("sealed", "It is not base64 of a sealed key. A key in clear text has no place in an object: seal it first.");
        return spec with { SealedKey = text, SealedWith = fields.OptionalText("key_id") ?? "" };
    }

    private static bool IsSealed(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < 32) return false;
        var blob = bytes.AsSpan(0, length);
        return blob.IndexOf("PRIVATE KEY"u8) < 0 && !IsClearKey(blob);
    }

    // PKCS#8, PKCS#1 and SEC 1 are each one sequence that begins with a version; an encrypted key begins otherwise.
    private static bool IsClearKey(ReadOnlySpan<byte> der)
    {
        try
        {
            AsnDecoder.ReadSequence(der, AsnEncodingRules.BER, out var start, out _, out _);
            return start < der.Length && der[start] is 0x02;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}

/// <summary>Certificates in PEM.</summary>
public static class PemText
{
    private const int MostCertificates = 16;
    private const int Longest = 256 * 1024;

    /// <summary>Why a text is not a list of 1 to 16 certificates in PEM; null when it is. Nothing of the text is repeated.</summary>
    public static string? Refuses(string text)
    {
        if (text.Length > Longest) return $"It has more than {Longest} characters.";
        if (text.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase)) return "There is a private key in it. A key in clear text has no place in an object.";
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            return "One of the certificates in it cannot be read.";
        }
        finally
        {
            foreach (var certificate in found) certificate.Dispose();
        }

        return found.Count is 0 ? "There is no certificate in PEM in it." : found.Count > MostCertificates ? $"There are {found.Count} certificates in it; {MostCertificates} are taken." : null;
    }
}
