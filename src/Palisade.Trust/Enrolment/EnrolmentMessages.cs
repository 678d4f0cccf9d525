using System.Text;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Enrolment;

/// <summary>What a component without an identity sends: <c>secret(text) length(4) request</c>.</summary>
/// <param name="SigningRequest">PKCS#10 in DER.</param>
public sealed record EnrolmentQuestion(string Secret, ReadOnlyMemory<byte> SigningRequest)
{
    /// <summary>Longest question, in bytes.</summary>
    public const int MostBytes = 2 + MostSecret + 4 + Authority.SigningRequest.MostBytes;

    private const int MostSecret = 256;

    /// <summary>The bytes.</summary>
    public byte[] Write() => new CanonicalWriter().Text(Secret).U32(SigningRequest.Length).Raw(SigningRequest.Span).Written.ToArray();

    /// <summary>Reads one; null when it is damaged. Whether the secret is one is not looked at.</summary>
    public static EnrolmentQuestion? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var secret = reader.Text(MostSecret);
        var request = reader.Raw(reader.Count32(Authority.SigningRequest.MostBytes)).ToArray();
        return reader.AtEnd ? new(secret, request) : null;
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(EnrolmentQuestion);
}

/// <summary>What it gets: its certificate with issuers, and the roots to believe in; both as PEM, each with its length before it (4 bytes).</summary>
public sealed record EnrolmentAnswer(string Certificates, string Roots)
{
    /// <summary>Longest answer, in bytes.</summary>
    public const int MostBytes = 8 + (2 * MostPem);

    private const int MostPem = 32 * 1024;

    /// <summary>The bytes.</summary>
    public byte[] Write() => new CanonicalWriter().U32(Certificates.Length).Raw(Encoding.ASCII.GetBytes(Certificates)).U32(Roots.Length).Raw(Encoding.ASCII.GetBytes(Roots)).Written.ToArray();

    /// <summary>Reads one; null when it is damaged. What the texts hold is not looked at.</summary>
    public static EnrolmentAnswer? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var certificates = Encoding.ASCII.GetString(reader.Raw(reader.Count32(MostPem)));
        var roots = Encoding.ASCII.GetString(reader.Raw(reader.Count32(MostPem)));
        return reader.AtEnd ? new(certificates, roots) : null;
    }
}
