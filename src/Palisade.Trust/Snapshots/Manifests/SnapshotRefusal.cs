namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>Why a snapshot is not taken.</summary>
public enum SnapshotRefusal
{
    /// <summary>The manifest cannot be read.</summary>
    Damaged,

    /// <summary>The signature is wrong, or its signer is no manager of this installation with a certificate for that.</summary>
    NotOurs,

    /// <summary>The signer's certificate, identity or authority was taken back.</summary>
    Revoked,

    /// <summary>The signer's certificate is over; the manager has to sign anew.</summary>
    SignerExpired,

    /// <summary>It was made in the future; or a clock is wrong.</summary>
    FromTheFuture,

    /// <summary>It is another tenant's.</summary>
    WrongTenant,

    /// <summary>It is for another gateway group.</summary>
    WrongGroup,

    /// <summary>It is the one in force.</summary>
    InForce,

    /// <summary>It is not newer than what this gateway had: a replay, or a manager that lost its place.</summary>
    NotNewer,

    /// <summary>A piece of it is not here.</summary>
    BlobMissing,

    /// <summary>A piece of it is not what its hash says.</summary>
    BlobDamaged,

    /// <summary>Its pages do not hold what the manifest says.</summary>
    Inconsistent,

    /// <summary>The disk failed.</summary>
    DiskFailed,
}
