namespace Palisade.Trust.Snapshots;

/// <summary>How large a tenant's configuration may be. The same for who signs and who verifies, so that what is signed can be loaded.</summary>
public static class SnapshotLimits
{
    /// <summary>Entries of a snapshot: ten times the sites a gateway is made for.</summary>
    public const int MostEntries = 100_000;

    /// <summary>Bytes of one entry before it is compressed, 16 MiB: the largest rule sets have 2.</summary>
    public const int MostBlobBytes = 16 * 1024 * 1024;

    /// <summary>Bytes of all entries before they are compressed, 1 GiB.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>Characters of a key.</summary>
    public const int MostKeyCharacters = 512;

    /// <summary>Bytes of a manifest without its signature: what <see cref="MostEntries"/> can need at worst.</summary>
    public const int MostManifestBytes = 8 * 1024 * 1024;
}
