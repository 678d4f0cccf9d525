namespace Palisade.Trust.Identities;

/// <summary>What a certificate is for. Each has one use: a stolen connection key signs no snapshots.</summary>
public enum CertificateUse
{
    /// <summary>Either end of a mutual TLS connection between components.</summary>
    Connection,

    /// <summary>Signing snapshots; managers only.</summary>
    SnapshotSigning,
}
