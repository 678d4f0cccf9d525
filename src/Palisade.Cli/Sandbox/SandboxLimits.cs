namespace Palisade.Cli.Sandbox;

/// <summary>What one snapshot may take in a sandbox.</summary>
internal sealed record SandboxLimits
{
    /// <summary>How long a change may take, with <see cref="PerObject"/> for each changed object besides. 1 s to 10 minutes. Default 10 s: hundreds of times what one takes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Added for each changed object. Default 20 ms.</summary>
    public TimeSpan PerObject { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Resident memory that the process which tries snapshots may have in all, in bytes. 256 MiB to 1 TiB. Default 2 GiB: what ten thousand sites take, several times.</summary>
    public long MostBytes { get; init; } = 2L << 30;

    /// <summary>By how many bytes one change may make it grow, with <see cref="BytesPerObject"/> for each changed object besides. Default 512 MiB: a Core Rule Set takes a tenth.</summary>
    public long MostGrowth { get; init; } = 512L << 20;

    /// <summary>Added for each changed object. Default 256 KiB.</summary>
    public long BytesPerObject { get; init; } = 256L << 10;

    /// <summary>Snapshots of different tenants that are tried at once. Default 4.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>How often memory is looked at. Default 25 ms.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(25);
}
