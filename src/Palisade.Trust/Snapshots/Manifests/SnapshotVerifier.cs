using System.Diagnostics.CodeAnalysis;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>
/// Whether a manifest was signed by a manager of this installation for this tenant and group. The signer's certificate must
/// have been valid when it signed. From the network it must be valid still, and the time must not be in the future; from
/// one's own disk neither is asked, so that a gateway starts after weeks alone and with a clock that is not set yet.
/// </summary>
public sealed class SnapshotVerifier(TrustAnchors anchors, Revocations revocations, TimeProvider clock)
{
    private readonly VerifiedChains _chains = new(anchors);

    /// <summary>How far clocks may differ. 0 to 1 hour. Default <see cref="ChainCheck.DefaultSkew"/>.</summary>
    public TimeSpan Skew { get; init; } = ChainCheck.DefaultSkew;

    /// <summary>Verifies one that came from the network.</summary>
    public bool TryReceive(ReadOnlyMemory<byte> signed, string tenant, string group, [NotNullWhen(true)] out Manifest? manifest, [NotNullWhen(false)] out Refusal<SnapshotRefusal>? refusal)
    {
        refusal = Verify(signed, tenant, group, out manifest, out var signer) ?? CheckClock(manifest!, signer);
        if (refusal is not null) manifest = null;
        return refusal is null;
    }

    /// <summary>Verifies one that was received before and kept.</summary>
    public bool TryReload(ReadOnlyMemory<byte> signed, string tenant, string group, [NotNullWhen(true)] out Manifest? manifest, [NotNullWhen(false)] out Refusal<SnapshotRefusal>? refusal)
    {
        refusal = Verify(signed, tenant, group, out manifest, out _);
        if (refusal is not null) manifest = null;
        return refusal is null;
    }

    private Refusal<SnapshotRefusal>? Verify(ReadOnlyMemory<byte> signed, string tenant, string group, out Manifest? manifest, out CertificateLife signer)
    {
        (manifest, signer) = (null, default);
        if (!SignedDocument.TryRead(signed.Span, ManifestText.Mark, SnapshotLimits.MostManifestBytes, out var document, out var fault)) return new(SnapshotRefusal.Damaged, fault);
        manifest = ManifestText.TryRead(document, signed, out var at);
        if (manifest is null) return new(SnapshotRefusal.Damaged, $"The manifest is damaged at byte {at}.");
        if (CheckSigner(document, manifest.Header) is { } refusal) return refusal;
        signer = CertificateLife.Of(document.Certificates[0]);
        if (!string.Equals(manifest.Header.Tenant, tenant, StringComparison.Ordinal)) return new(SnapshotRefusal.WrongTenant, $"The snapshot is of the tenant {manifest.Header.Tenant}, not of {tenant}.");
        return string.Equals(manifest.Header.Group, group, StringComparison.Ordinal) ? null : new(SnapshotRefusal.WrongGroup, $"The snapshot is for the group {manifest.Header.Group}, not for {group}.");
    }

    private Refusal<SnapshotRefusal>? CheckSigner(SignedDocument document, SnapshotHeader header)
    {
        var signer = document.Certificates[0];
        if (!document.IsSigned()) return new(SnapshotRefusal.NotOurs, "The signature is not that of the certificate that came with it.");
        if (!_chains.TryBuild(document.Certificates, header.Created, Skew, out var links, out var broken)) return new(SnapshotRefusal.NotOurs, broken.Reason);
        if (!CertificateUses.Allow(signer, CertificateUse.SnapshotSigning)) return new(SnapshotRefusal.NotOurs, "The signer's certificate is not for snapshots.");
        if (!IdentityExtension.TryRead(signer, out var identity, out var fault)) return new(SnapshotRefusal.NotOurs, fault);
        if (identity.Domain != anchors.Domain || identity.Role is not Role.Manager || !identity.Serves(header.Tenant)) return new(SnapshotRefusal.NotOurs, $"{identity} does not sign for the tenant {header.Tenant}.");
        return revocations.Find(links, identity) is { } revoked ? new(SnapshotRefusal.Revoked, revoked) : null;
    }

    private Refusal<SnapshotRefusal>? CheckClock(Manifest manifest, CertificateLife signer)
    {
        var now = clock.GetUtcNow();
        if (manifest.Header.Created > now + Skew) return new(SnapshotRefusal.FromTheFuture, $"The snapshot was signed at {manifest.Header.Created:u}, and it is {now:u}.");
        return now - Skew > signer.End ? new(SnapshotRefusal.SignerExpired, $"The signer's certificate expired at {signer.End:u}, and it is {now:u}.") : null;
    }
}
