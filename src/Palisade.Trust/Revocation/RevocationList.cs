using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Revocation;

/// <summary>
/// What an authority takes back: single certificates by serial number, and identities whatever certificate they hold. A
/// list is whole: the next one repeats what still matters.
/// </summary>
public sealed class RevocationList
{
    /// <summary>Most serials and most identities of a list. A certificate is forgotten when it ends, so a list stays short.</summary>
    public const int MostEntries = 100_000;

    private readonly FrozenSet<string> _serials;
    private readonly FrozenSet<string> _identities;

    /// <summary>Names its content.</summary>
    /// <param name="number">Greater than that of every earlier list.</param>
    /// <param name="expires">When a newer one must have arrived.</param>
    /// <param name="serials">Serial numbers as certificates show them: hexadecimal, in any case.</param>
    /// <param name="identities">Identities that are refused from now on.</param>
    public RevocationList(ulong number, DateTimeOffset created, DateTimeOffset expires, IEnumerable<string> serials, IEnumerable<Identity> identities)
        : this(number, created, expires, serials.Select(s => s.ToUpperInvariant()), identities.Select(i => i.ToString()))
    {
    }

    internal RevocationList(ulong number, DateTimeOffset created, DateTimeOffset expires, IEnumerable<string> serials, IEnumerable<string> identities)
    {
        (Number, Created, Expires) = (number, created, expires);
        (_serials, _identities) = (serials.ToFrozenSet(StringComparer.Ordinal), identities.ToFrozenSet(StringComparer.Ordinal));
        if (_serials.Count > MostEntries || _identities.Count > MostEntries) throw new ArgumentException($"A list has at most {MostEntries} serials and as many identities.", nameof(serials));
    }

    /// <summary>The list's number.</summary>
    public ulong Number { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>When a newer one must have arrived.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>How many certificates and identities it names.</summary>
    public int Count => _serials.Count + _identities.Count;

    /// <summary>The serial numbers it names.</summary>
    public IReadOnlyCollection<string> Serials => _serials;

    /// <summary>The identities it names, as URIs.</summary>
    public IReadOnlyCollection<string> Identities => _identities;

    /// <summary>Whether it names the certificate.</summary>
    public bool Names(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _serials.Contains(certificate.SerialNumber);
    }

    /// <summary>Whether it names the identity.</summary>
    public bool Names(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return _identities.Contains(identity.ToString());
    }

    internal byte[] Sign(KeyedCertificate signer) => SignedDocument.Sign(RevocationText.Mark, RevocationText.Write(this, _serials, _identities), signer);
}
