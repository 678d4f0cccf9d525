using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Trust.Keys;

/// <summary>From when to when a certificate is valid, both inclusive.</summary>
public readonly record struct CertificateLife(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Reads it from a certificate of ours. One of a stranger may hold dates that are none: see <see cref="TryOf"/>.</summary>
    public static CertificateLife Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new(new(certificate.NotBefore.ToUniversalTime()), new(certificate.NotAfter.ToUniversalTime()));
    }

    /// <summary>Reads it; null when the certificate does not hold two dates.</summary>
    public static CertificateLife? TryOf(X509Certificate2 certificate)
    {
        try
        {
            return Of(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>When to ask for the next one: after two thirds of its life, so that an authority may be away for the last third.</summary>
    public DateTimeOffset RenewAt => Start + ((End - Start) * 2 / 3);

    // OpenSSL takes a certificate as expired in its last second already; RFC 5280 does not.
    private static readonly TimeSpan LastSecond = TimeSpan.FromSeconds(1);

    /// <summary>The moment nearest to <paramref name="time"/> at which every reader takes it as valid.</summary>
    public DateTimeOffset Nearest(DateTimeOffset time) => time < Start ? Start : time > End - LastSecond ? End - LastSecond : time;
}
