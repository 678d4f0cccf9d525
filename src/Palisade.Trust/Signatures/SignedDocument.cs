using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Signatures;

/// <summary>
/// Bytes with the certificates of who signed them, and the signature. The signature covers everything before it: the mark
/// that says what the document is, so that a signature on one kind is none on another, the payload, and the certificates.
/// </summary>
/// <remarks>
/// <c>mark(8) length(4) payload count(1) { length(2) certificate }* length(2) signature</c>, numbers big-endian. ECDSA as
/// r and s at full width; SHA-256 with a P-256 key, SHA-384 with a P-384 key. Nothing may follow.
/// </remarks>
public sealed class SignedDocument
{
    internal const int MarkLength = 8;

    // The signer, an intermediate, and one to spare for a second one.
    private const int MostCertificates = 3;
    private const int MostCertificateBytes = 4096;

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private SignedDocument(byte[] signed, byte[] signature, ReadOnlyMemory<byte> payload, IReadOnlyList<X509Certificate2> certificates)
    {
        (_signed, _signature, Payload, Certificates) = (signed, signature, payload, certificates);
        Hash = SHA256.HashData(signed);
    }

    /// <summary>What was signed, in its own canonical form.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The signer's certificate, then its issuers. Whether they are to be believed is another question.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>SHA-256 of everything but the signature.</summary>
    public ReadOnlyMemory<byte> Hash { get; }

    /// <summary>Signs.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> mark, ReadOnlySpan<byte> payload, KeyedCertificate signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (mark.Length is not MarkLength) throw new ArgumentException($"A mark has {MarkLength} bytes.", nameof(mark));
        using var key = signer.Leaf.GetECDsaPrivateKey() ?? throw new ArgumentException("The signer has no key.", nameof(signer));
        var document = new CanonicalWriter().Raw(mark).U32(payload.Length).Raw(payload).U8(signer.Issuers.Count + 1);
        foreach (var one in signer.Issuers.Prepend(signer.Leaf)) document.U16(one.RawDataMemory.Length).Raw(one.RawDataMemory.Span);
        var signature = key.SignData(document.Written.Span, HashFor(key), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return document.U16(signature.Length).Raw(signature).Written.ToArray();
    }

    /// <summary>Takes a document apart. The signature is looked at by <see cref="IsSigned"/> only.</summary>
    /// <param name="most">Longest payload, in bytes.</param>
    /// <param name="fault">What is wrong, and at which byte.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark, int most, [NotNullWhen(true)] out SignedDocument? document, [NotNullWhen(false)] out string? fault)
    {
        document = null;
        var reader = new CanonicalReader(bytes);
        if (!reader.Raw(MarkLength).SequenceEqual(mark)) reader.Fail(0);
        var (start, length) = (reader.Position + 4, reader.Count32(most));
        reader.Raw(length);
        var certificates = ReadCertificates(ref reader);
        var end = reader.Position;
        var signature = reader.Raw(reader.U16());
        if (!reader.AtEnd || signature.IsEmpty)
        {
            fault = $"Damaged at byte {reader.Position} of {bytes.Length}.";
            return false;
        }

        var signed = bytes[..end].ToArray();
        (document, fault) = (new(signed, signature.ToArray(), signed.AsMemory(start, length), certificates), null);
        return true;
    }

    /// <summary>Whether the holder of the first certificate's key signed it.</summary>
    public bool IsSigned()
    {
        try
        {
            using var key = Certificates[0].GetECDsaPublicKey();
            return key is not null && key.VerifyData(_signed, _signature, HashFor(key), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false; // a public key that is none
        }
    }

    private static List<X509Certificate2> ReadCertificates(ref CanonicalReader reader)
    {
        List<X509Certificate2> certificates = [];
        var (countAt, count) = (reader.Position, reader.U8());
        if (count is 0 or > MostCertificates) reader.Fail(countAt);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var (at, length) = (reader.Position, reader.U16());
            if (length > MostCertificateBytes) reader.Fail(at);
            if (PemText.TryCertificate(reader.Raw(length)) is { } certificate) certificates.Add(certificate);
            else reader.Fail(at);
        }

        return certificates;
    }

    private static HashAlgorithmName HashFor(ECDsa key) => key.KeySize > 256 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
}
