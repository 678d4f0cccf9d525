using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;

namespace Palisade.Trust.Validation;

/// <summary>Decides whether a peer is who it must be. The one place: every connection between components asks here.</summary>
public sealed class PeerValidator(TrustAnchors anchors, Revocations revocations, TimeProvider clock)
{
    /// <summary>How far clocks may differ. 0 to 1 hour. Default <see cref="ChainCheck.DefaultSkew"/>.</summary>
    public TimeSpan Skew { get; init; } = ChainCheck.DefaultSkew;

    /// <summary>What to do without a fresh revocation list.</summary>
    public StaleLists WhenListsAreStale { get; init; }

    /// <summary>The roots it believes in.</summary>
    internal TrustAnchors Anchors => anchors;

    internal TimeProvider Clock => clock;

    /// <summary>Checks the chain, the time, the use, the name, the revocation lists, and then whether it is who is expected.</summary>
    /// <param name="certificate">What the peer showed; null when it showed nothing.</param>
    /// <param name="issuers">What it sent along.</param>
    public bool TryAdmit(X509Certificate2? certificate, IEnumerable<X509Certificate2> issuers, PeerExpectation expected, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out Refusal<PeerRefusal>? refusal)
    {
        ArgumentNullException.ThrowIfNull(expected);
        identity = null;
        refusal = certificate is null
            ? new(PeerRefusal.NoCertificate, "The peer showed no certificate.")
            : Identify(certificate, issuers, out identity) ?? expected.Refuse(identity!);
        if (refusal is not null) identity = null;
        return refusal is null;
    }

    /// <summary>
    /// Why a peer that was let in would not be now: its certificate ended, or it was taken back. For connections that are held
    /// for long; asked now and then, and after each new revocation list. Null when it may stay.
    /// </summary>
    public Refusal<PeerRefusal>? Recheck(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (clock.GetUtcNow() - Skew > CertificateLife.Of(certificate).End) return new(PeerRefusal.Expired, "The certificate ended since the connection was made.");
        if (!IdentityExtension.TryRead(certificate, out var identity, out var fault)) return new(PeerRefusal.NoIdentity, fault);
        return revocations.Find([certificate], identity) is { } revoked ? new(PeerRefusal.Revoked, revoked) : null;
    }

    private Refusal<PeerRefusal>? Identify(X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers, out Identity? identity)
    {
        identity = null;
        if (!ChainCheck.TryBuild(certificate, issuers, anchors, clock.GetUtcNow(), Skew, out var links, out var broken)) return Translate(broken);
        if (!CertificateUses.Allow(certificate, CertificateUse.Connection)) return new(PeerRefusal.WrongUse, "The certificate is not for connections.");
        if (!IdentityExtension.TryRead(certificate, out identity, out var fault)) return new(PeerRefusal.NoIdentity, fault);
        if (identity.Domain != anchors.Domain) return new(PeerRefusal.ForeignDomain, $"{identity} is not of {anchors.Domain}.");
        if (revocations.Find(links, identity) is { } revoked) return new(PeerRefusal.Revoked, revoked);
        return WhenListsAreStale is StaleLists.Refuse && !revocations.IsFresh
            ? new(PeerRefusal.ListTooOld, "There is no fresh revocation list, and none is let in without.")
            : null;
    }

    private static Refusal<PeerRefusal> Translate(Refusal<ChainRefusal> broken) => new(
        broken.Kind switch
        {
            ChainRefusal.UnknownIssuer => PeerRefusal.UnknownIssuer,
            ChainRefusal.NotYetValid => PeerRefusal.NotYetValid,
            ChainRefusal.Expired => PeerRefusal.Expired,
            _ => PeerRefusal.OutsideConstraints,
        },
        broken.Reason);
}
