using Microsoft.Extensions.Logging;
using Palisade.Manager.Sandbox;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Delivery;

/// <summary>How snapshots are made.</summary>
public sealed record PublisherOptions
{
    /// <summary>How long is waited after a change for others, so that they become one snapshot. 0 to 1 s. Default 5 ms.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How often is looked for tenants that are new. Default 1 s.</summary>
    public TimeSpan NewTenants { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of packed blobs in memory, of all tenants. Default 256 MiB.</summary>
    public long MostBlobBytes { get; init; } = 256L << 20;
}

/// <summary>What every tenant's track needs.</summary>
/// <param name="Signer">The signer of this moment.</param>
/// <param name="Sandbox">Says which snapshots gateways may have.</param>
internal sealed record PublisherParts(PublisherOptions Options, BlobCache Blobs, PlatformContent Platform, EpochFiles Epochs, Func<SnapshotSigner> Signer, SandboxDesk Sandbox, TimeProvider Clock, ILogger Log);
