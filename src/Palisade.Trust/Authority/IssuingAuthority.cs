using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;

namespace Palisade.Trust.Authority;

/// <summary>
/// Issues identities to components, for a day. Lives with the manager; all it can do is bounded by its certificate: this
/// trust domain, no authorities below it.
/// </summary>
public sealed class IssuingAuthority(KeyedCertificate authority, TrustDomain domain, Lifetimes lifetimes, TimeProvider clock) : IDisposable
{
    // Less than that is no identity that anybody could still renew.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>The installation it issues for.</summary>
    public TrustDomain Domain => domain;

    /// <summary>Its own certificate, with the key.</summary>
    public KeyedCertificate Certificate => authority;

    /// <summary>Issues a certificate. Who may be whom is the caller's decision; the request says nothing but the key.</summary>
    public bool TryIssue(Identity identity, SigningRequest request, CertificateUse use, [NotNullWhen(true)] out IssuedCertificate? issued, [NotNullWhen(false)] out Refusal<IssueRefusal>? refusal)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(request);
        issued = null;
        var now = clock.GetUtcNow();
        var end = End(now, use);
        refusal = Refuse(identity, use, end - now);
        if (refusal is not null) return false;
        var certificate = CertificateForm.Component(request.Key, identity, use, authority.Leaf, Start(now), end);
        issued = new(certificate, [X509CertificateLoader.LoadCertificate(authority.Leaf.RawDataMemory.Span)]);
        return true;
    }

    /// <summary>Signs a list that takes back identities.</summary>
    public byte[] Sign(RevocationList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Sign(authority);
    }

    /// <summary>Gives the key free.</summary>
    public void Dispose() => authority.Dispose();

    private Refusal<IssueRefusal>? Refuse(Identity identity, CertificateUse use, TimeSpan life)
    {
        if (identity.Domain != domain) return new(IssueRefusal.ForeignDomain, $"This authority issues for {domain}, not for {identity.Domain}.");
        if (use is CertificateUse.SnapshotSigning && identity.Role is not Role.Manager) return new(IssueRefusal.UseNotAllowed, $"A {identity.Role.Name()} does not sign snapshots.");
        return life < Shortest ? new(IssueRefusal.AuthorityExpired, $"The authority's own certificate ends at {authority.Leaf.NotAfter.ToUniversalTime():u}; it has to be renewed with the root's key.") : null;
    }

    // Neither end lies outside the authority's own life.
    private DateTimeOffset Start(DateTimeOffset now)
    {
        var first = CertificateLife.Of(authority.Leaf).Start;
        return now - lifetimes.Backdating > first ? now - lifetimes.Backdating : first;
    }

    private DateTimeOffset End(DateTimeOffset now, CertificateUse use)
    {
        var last = CertificateLife.Of(authority.Leaf).End;
        var end = now + (use is CertificateUse.SnapshotSigning ? lifetimes.SnapshotSigning : lifetimes.Identity);
        return end < last ? end : last;
    }
}
