using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Trust.Disk;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Chains;

/// <summary>
/// What a component believes in: the roots of its own installation and nothing else. The system's store of public
/// authorities is not asked. More than one root only while one takes the place of another.
/// </summary>
public sealed class TrustAnchors
{
    /// <summary>Most roots. Two during a change of root; four leave room for a mistake.</summary>
    public const int MostRoots = 4;

    private const int MostBytes = 32 * 1024;

    /// <summary>Names the domain and its roots, 1 to <see cref="MostRoots"/>.</summary>
    public TrustAnchors(TrustDomain domain, params IReadOnlyList<X509Certificate2> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        if (roots.Count is 0 or > MostRoots) throw new ArgumentException($"1 to {MostRoots} roots.", nameof(roots));
        (Domain, Roots) = (domain, roots);
    }

    /// <summary>The installation.</summary>
    public TrustDomain Domain { get; }

    /// <summary>Its roots.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; }

    /// <summary>Reads roots from a PEM file; null when it cannot be read or holds none.</summary>
    public static TrustAnchors? TryRead(TrustDomain domain, string path) =>
        BoundedFile.TryRead(path, MostBytes) is { } bytes ? TryParse(domain, Encoding.ASCII.GetString(bytes)) : null;

    /// <summary>Reads roots from PEM; null when it holds none, too many, or something that is none.</summary>
    public static TrustAnchors? TryParse(TrustDomain domain, string pem) =>
        PemText.TryCertificates(pem, MostRoots) is { Count: > 0 } roots ? new(domain, roots) : null;

    /// <summary>The roots as PEM.</summary>
    public string ToPem() => string.Join('\n', Roots.Select(r => r.ExportCertificatePem())) + "\n";

    /// <summary>Writes the roots as PEM. They are no secret; whoever can change the file decides who is believed.</summary>
    public void Write(string path) =>
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(ToPem()), AtomicFile.Public);

    /// <summary>Whether a certificate is one of the roots, byte for byte.</summary>
    public bool Holds(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Roots.Any(r => r.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));
    }
}
