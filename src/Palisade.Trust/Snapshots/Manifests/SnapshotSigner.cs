using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;

namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>Signs snapshots with a manager's certificate for that use.</summary>
public sealed class SnapshotSigner(KeyedCertificate signer)
{
    /// <summary>When to ask for the next certificate.</summary>
    public DateTimeOffset RenewAt => signer.RenewAt;

    /// <summary>The signed manifest, and its hash, which the next one names.</summary>
    public byte[] Sign(SnapshotHeader header, SnapshotContent content, out BlobHash hash)
    {
        var signed = Sign(header, content);
        if (!SignedDocument.TryRead(signed, ManifestText.Mark, SnapshotLimits.MostManifestBytes, out var document, out var fault)) throw new InvalidOperationException(fault);
        hash = new(document.Hash.Span);
        return signed;
    }

    /// <summary>The signed manifest. What it names, <paramref name="content"/> has: its pages, and the blobs of its entries.</summary>
    public byte[] Sign(SnapshotHeader header, SnapshotContent content)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(content);
        if (!Identity.IsSegment(header.Tenant) || !Identity.IsSegment(header.Group)) throw new ArgumentException("Tenant and group have 1 to 128 letters, digits, '-', '_' and '.'.", nameof(header));
        return SignedDocument.Sign(ManifestText.Mark, ManifestText.Write(header, content), signer);
    }
}
